import type { ServiceReport, Target } from '../../model.ts';
import { hasSettings, type Work } from '../../plan/decide.ts';
import type { World } from '../../world.ts';
import { beginReport } from '../begin-report.ts';
import { imageNote, withNote } from '../images.ts';
import type { Decided } from '../decided.ts';

export async function plannedReport(
  decided: Decided,
  { runsTask }: { runsTask: boolean },
  world: World,
): Promise<ServiceReport> {
  const report = await beginReport(decided, world);
  const { target, work } = decided;
  const { name } = target;
  const creates = target.kind === 'express' && target.call.verb === 'create';
  const steps = [
    work.kind === 'register-and-update' && decided.rendered !== undefined ? 'register a revision' : '',
    runsTask && work.kind !== 'unchanged' ? 'run the one-off task' : '',
    ...(work.kind === 'unchanged' ? [] : plannedWrites(target, work)),
  ].filter(Boolean);
  const said =
    work.kind === 'unchanged'
      ? `Nothing would change for ${name}${runsTask ? ', but the one-off task would run' : ''}.`
      : `A deploy would ${creates ? 'create' : 'change'} ${name}: ${steps.join(', ')}.`;
  const headline = withNote(said, imageNote(report.images));
  return { ...report, acts: work.kind !== 'unchanged', outcome: { kind: 'planned', headline, causes: [] } };
}

function plannedWrites(target: Target, work: Work): string[] {
  if (target.kind === 'express' && target.call.verb === 'create') return ['create the Express service'];
  const settings = hasSettings(target) ? ['change settings'] : [];
  return work.kind === 'update' && !work.force ? settings : ['deploy it', ...settings];
}
