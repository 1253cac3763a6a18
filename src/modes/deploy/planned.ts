import type { Outcome, ServiceReport, Target } from '../../model.ts';
import { isCreated } from '../../plan/create.ts';
import { hasSettings, type Work } from '../../plan/decide.ts';
import type { MetricCheck, Probe } from '../../release.ts';
import type { World } from '../../world.ts';
import type { Inputs } from '../../inputs/spec.ts';
import { laterDeploys } from '../later-deploys.ts';
import { beginReport } from '../begin-report.ts';
import { showChanges } from '../settings/show.ts';
import { fewNames, shortImage } from '../../report/names.ts';
import { imageNote, imagesOfRendered, withNote } from '../images.ts';
import type { Decided } from '../decided.ts';
import type { Piece } from './piece.ts';

export async function plannedReport(
  decided: Decided,
  { runsTask, inputs }: { runsTask: boolean; inputs: Inputs },
  world: World,
): Promise<ServiceReport> {
  const report = await beginReport(decided, world);
  const { target, work } = decided;
  showChanges(target, world);
  const { name } = target;
  const creates = isCreated(target);
  const steps = [
    work.kind === 'register-and-update' && isRegistered(decided) ? 'register a revision' : '',
    runsTask && work.kind !== 'unchanged' ? 'run the one-off task' : '',
    ...(work.kind === 'unchanged' ? [] : plannedWrites(target, work)),
  ].filter(Boolean);
  const said =
    work.kind === 'unchanged'
      ? `Nothing would change for ${name}${runsTask ? ', but the one-off task would run' : ''}.`
      : `A deploy would ${creates ? 'create' : 'change'} ${name}: ${steps.join(', ')}.`;
  const headline = withNote(said, imageNote(report.images));
  const next = [...verified(decided), ...laterDeploys(target, inputs)];
  return {
    ...report,
    next: [...report.next, ...next],
    acts: work.kind !== 'unchanged',
    outcome: { kind: 'planned', headline, causes: [] },
  };
}

/** Rendered and checked, so that a later step can use the file. */
export function plannedWithoutService(pieces: readonly Piece[]): Outcome {
  const rendered = pieces.flatMap(({ draft }) => draft.rendered);
  const families = [...new Set(rendered.map(({ definition }) => definition.family ?? ''))];
  const images = new Set(rendered.flatMap((one) => imagesOfRendered(one).map(({ image }) => shortImage(image))));
  const what = families.length === 0 ? '' : ` ${fewNames(families)} with ${fewNames([...images])}`;
  const runs = pieces.some(({ draft }) => draft.task !== undefined);
  const rest = runs ? 'only the one-off task would run' : 'nothing would be deployed';
  return { kind: 'planned', headline: `Rendered${what}: no service is named, so ${rest}.`, causes: [] };
}

function verified({ verification }: Decided): string[] {
  if (verification === undefined) return [];
  const { probes, checks } = verification;
  const what = [
    probes.length === 0 ? '' : `${probes.length} ${probes.length === 1 ? 'probe' : 'probes'}`,
    checks.length === 0 ? '' : `${checks.length} ${checks.length === 1 ? 'metric check' : 'metric checks'}`,
  ].filter((part) => part !== '');
  return [`The release would be verified by ${what.join(' and ')}: ${listed(probes, checks)}.`];
}

function listed(probes: readonly Probe[], checks: readonly MetricCheck[]): string {
  return [...probes.map(({ method, url }) => `${method} ${url}`), ...checks.map(({ text }) => text)].join(', ');
}

function isRegistered({ rendered, existing }: Decided): boolean {
  return rendered !== undefined && existing === undefined;
}

function plannedWrites(target: Target, work: Work): string[] {
  if (isCreated(target)) return [target.kind === 'express' ? 'create the Express service' : 'create the service'];
  const settings = hasSettings(target) ? ['change settings'] : [];
  return work.kind === 'update' && !work.force ? settings : ['deploy it', ...settings];
}
