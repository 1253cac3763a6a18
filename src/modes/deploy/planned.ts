import type { ServiceReport, Target } from '../../model.ts';
import { hasSettings, type Work } from '../../plan/decide.ts';
import type { World } from '../../world.ts';
import { beginReport } from '../begin-report.ts';
import { imageNote, withNote } from '../images.ts';
import type { Prepared } from '../prepared.ts';
import type { Draft } from './prepare.ts';

export async function plannedReport(
  prepared: Prepared,
  { work, draft }: { work: Work | undefined; draft: Draft },
  world: World,
): Promise<ServiceReport> {
  const report = await beginReport(prepared, world);
  const { target } = prepared;
  const { name } = target;
  const creates = target.kind === 'express' && target.call.verb === 'create';
  const steps = [
    work?.kind === 'register-and-update' && prepared.rendered !== undefined ? 'register a revision' : '',
    draft.task === undefined || work?.kind === 'unchanged' ? '' : 'run the one-off task',
    ...(work?.kind === 'unchanged' ? [] : plannedWrites(target, work)),
  ].filter(Boolean);
  const said =
    work?.kind === 'unchanged'
      ? `Nothing would change for ${name}${draft.task === undefined ? '' : ', but the one-off task would run'}.`
      : `A deploy would ${creates ? 'create' : 'change'} ${name}: ${steps.join(', ')}.`;
  const headline = withNote(said, imageNote(report.images));
  return { ...report, acts: work?.kind !== 'unchanged', outcome: { kind: 'planned', headline, causes: [] } };
}

function plannedWrites(target: Target, work: Work | undefined): string[] {
  if (target.kind === 'express' && target.call.verb === 'create') return ['create the Express service'];
  const settings = hasSettings(target) ? ['change settings'] : [];
  return work?.kind === 'update' && !work.force ? settings : ['deploy it', ...settings];
}
