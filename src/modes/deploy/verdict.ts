import { lastPart } from '../../aws/arn.ts';
import { liveTaskDefinition } from '../../aws/service.ts';
import { isGreen, type Outcome } from '../../model.ts';
import { serviceLabel } from '../../report/service-label.ts';
import type { Asked } from '../asked.ts';
import { overall } from '../overall.ts';
import type { Done, Piece } from './piece.ts';

/** One verdict on all one-off tasks and services of the step. */
export function verdict(
  done: readonly Done[],
  { asked, pieces }: { asked: Asked; pieces: readonly Piece[] },
): Outcome | undefined {
  const services = done.flatMap((one) => one.services);
  const tasks = done.flatMap(({ task }) => task ?? []);
  const red = tasks.filter(({ outcome }) => !isGreen(outcome.kind));
  const [only, ...more] = tasks;
  if (services.length === 0) {
    if (only === undefined) return undefined;
    if (more.length === 0) return withoutDeployment(only.outcome, pieces);
    return ofTasks(tasks.map(({ outcome }) => outcome));
  }
  const [first] = red;
  const ofServices = overall(services);
  if (first === undefined || asked.inputs.manifest === undefined) return ofServices;
  const rest = isGreen(ofServices.kind) ? '' : ` ${ofServices.headline}`;
  return {
    kind: first.outcome.kind,
    headline: `${red.map(({ outcome }) => outcome.headline).join(' ')}${rest}`,
    causes: [...red.flatMap(({ outcome }) => outcome.causes), ...ofServices.causes],
  };
}

function ofTasks(outcomes: readonly Outcome[]): Outcome | undefined {
  const red = outcomes.filter(({ kind }) => !isGreen(kind));
  const [worst] = [...red, ...outcomes.filter(({ kind }) => kind === 'started'), ...outcomes];
  if (worst === undefined) return undefined;
  const told = red.length === 0 ? outcomes : red;
  const count = red.length === 0 ? '' : `${red.length} of ${outcomes.length} one-off tasks failed. `;
  return {
    kind: worst.kind,
    headline: `${count}${told.map(({ headline }) => headline).join(' ')}`,
    causes: red.flatMap(({ causes }) => causes),
  };
}

/** After a failed one-off task, the services stay as they are. */
function withoutDeployment(outcome: Outcome, pieces: readonly Piece[]): Outcome {
  const targets = pieces.flatMap(({ draft }) => draft.prepared.map(({ target }) => target));
  const kept = targets.map((target) => {
    const live = target.live?.arn ?? liveTaskDefinition(target.service);
    return `${serviceLabel(target, targets)} keeps ${live === undefined ? 'what it runs' : lastPart(live)}`;
  });
  return kept.length === 0 ? outcome : { ...outcome, headline: `${outcome.headline} ${kept.join(', ')}.` };
}
