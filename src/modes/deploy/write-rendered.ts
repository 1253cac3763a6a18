import type { World } from '../../world.ts';
import type { Draft } from './prepare.ts';

/** Later steps of the job may need the rendered file; nothing fails if it cannot be written. */
export async function writeRendered({ rendered: [rendered] }: Draft, world: World): Promise<string | undefined> {
  if (rendered === undefined) return undefined;
  const name = `task-definition-${rendered.definition.family ?? 'rendered'}.json`;
  try {
    return await world.files.writeOutput(name, `${JSON.stringify(rendered.definition, null, 2)}\n`);
  } catch (error) {
    world.emit({
      at: world.clock.now(),
      kind: 'warning',
      message: `The rendered task definition could not be written: ${String(error)}`,
    });
    return undefined;
  }
}
