import type { Asked } from './modes/asked.ts';
import { runDeploy } from './modes/deploy/run.ts';
import { asServices } from './modes/manifest.ts';
import type { Report } from './model.ts';
import { withPreview } from './modes/preview.ts';
import { followsOnly, rollsBack } from './plan/locate.ts';
import type { World } from './world.ts';

/** Dispatches to the mode; rarer modes are loaded on demand. */
export async function run(asked: Asked, world: World): Promise<Report> {
  if (asked.inputs.mode === 'check') return await (await import('./modes/check/run.ts')).runCheck(asked, world);
  if (asked.inputs.mode === 'delete')
    return await (await import('./modes/delete/run.ts')).runDelete(withPreview(asServices(asked)), world);
  if (followsOnly(asked.inputs))
    return await (await import('./modes/attach/run.ts')).runAttached(asServices(asked), world, { rollBack });
  if (rollsBack(asked.inputs)) return await rollBack(asServices(asked), world);
  return await runDeploy(withPreview(asked), world, { rollBack });
}

async function rollBack(asked: Asked, world: World): Promise<Report> {
  return await (await import('./modes/rollback/run.ts')).runRollback(asked, world);
}
