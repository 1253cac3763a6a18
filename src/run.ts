import { readingAhead } from './modes/ahead.ts';
import type { Asked } from './modes/asked.ts';
import { asServices } from './modes/parts.ts';
import type { Report } from './model.ts';
import { withPreview } from './modes/preview.ts';
import { followsOnly, rollsBack } from './plan/wanted.ts';
import type { World } from './world.ts';

/** Dispatches to the mode; rarer modes are loaded on demand. */
export async function run(asked: Asked, world: World): Promise<Report> {
  if (asked.inputs.mode === 'check') return await (await import('./modes/check/run.ts')).runCheck(asked, world);
  if (asked.inputs.mode === 'delete')
    return await (await import('./modes/delete/run.ts')).runDelete(withPreview(asServices(asked)), world);
  if (followsOnly(asked.inputs))
    return await (await import('./modes/attach/run.ts')).runAttached(asServices(asked), world, { rollBack });
  if (rollsBack(asked.inputs)) return await rollBack(asServices(asked), world);
  const ahead = await readingAhead(asked, world);
  const { runDeploy } = await import('./modes/deploy/run.ts');
  return await runDeploy(withPreview(asked), ahead, { rollBack });
}

async function rollBack(asked: Asked, world: World): Promise<Report> {
  return await (await import('./modes/rollback/run.ts')).runRollback(asked, world);
}
