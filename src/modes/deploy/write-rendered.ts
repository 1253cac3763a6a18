import type { Rendered, Report } from '../../model.ts';
import type { World } from '../../world.ts';

/** Later steps of the job may need the rendered files; nothing fails if one cannot be written. */
export async function writeRendered(all: readonly Rendered[], world: World): Promise<Report['renderedFiles']> {
  const byFamily = new Map(all.toReversed().map((one) => [one.definition.family ?? 'rendered', one]));
  const files: { family: string; path: string }[] = [];
  for (const [family, { definition }] of [...byFamily].toReversed()) {
    const name = `task-definition-${family}.json`;
    try {
      const path = await world.files.writeOutput(name, `${JSON.stringify(definition, null, 2)}\n`);
      files.push({ family, path });
    } catch (error) {
      world.emit({
        at: world.clock.now(),
        kind: 'warning',
        message: `The rendered task definition could not be written: ${String(error)}`,
      });
    }
  }
  return files.length === 0 ? undefined : files;
}
