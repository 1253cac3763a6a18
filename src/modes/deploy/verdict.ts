import { lastPart } from '../../aws/arn.ts';
import { liveTaskDefinition } from '../../aws/service.ts';
import { isGreen, type Outcome, type TaskReport } from '../../model.ts';
import { MOST_NAMES } from '../../report/names.ts';
import { serviceLabel } from '../../report/service-label.ts';
import type { Asked } from '../asked.ts';
import { overall } from '../overall.ts';
import { tallyWorst, type Counted } from '../tally.ts';
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
    return ofTasks(tasks);
  }
  const [first] = red;
  const ofServices = overall(services);
  if (first === undefined || asked.inputs.manifest === undefined) return ofServices;
  const rest = isGreen(ofServices.kind) ? '' : ` ${ofServices.headline}`;
  return {
    kind: first.outcome.kind,
    headline: `${tallyTasks(red.length === 1 ? red : tasks)}${rest}`,
    causes: [...red.flatMap(({ outcome }) => outcome.causes), ...ofServices.causes],
  };
}

function ofTasks(tasks: readonly TaskReport[]): Outcome | undefined {
  const outcomes = tasks.map(({ outcome }) => outcome);
  const red = outcomes.filter(({ kind }) => !isGreen(kind));
  const [worst] = [...red, ...outcomes.filter(({ kind }) => kind === 'started'), ...outcomes];
  if (worst === undefined) return undefined;
  return {
    kind: worst.kind,
    headline: tallyTasks(tasks),
    causes: red.flatMap(({ causes }) => causes),
  };
}

/** One task speaks for itself. */
export function tallyTasks(tasks: readonly TaskReport[]): string {
  const [only, ...more] = tasks;
  if (only !== undefined && more.length === 0) return only.outcome.headline;
  return tallyWorst(tasks.map(toCounted), 'one-off tasks');
}

function toCounted({ taskDefinitionArn, outcome }: TaskReport): Counted {
  return { name: lastPart(taskDefinitionArn), outcome, headline: outcome.headline };
}

/** After a failed one-off task, the services stay as they are. */
function withoutDeployment(outcome: Outcome, pieces: readonly Piece[]): Outcome {
  const targets = pieces.flatMap(({ draft }) => draft.prepared.map(({ target }) => target));
  const kept = targets.map((target) => {
    const live = target.live?.arn ?? liveTaskDefinition(target.service);
    return `${serviceLabel(target, targets)} keeps ${live === undefined ? 'what it runs' : lastPart(live)}`;
  });
  if (kept.length === 0) return outcome;
  const rest = kept.length > MOST_NAMES ? `All ${kept.length} services keep what they run` : kept.join(', ');
  return { ...outcome, headline: `${outcome.headline} ${rest}.` };
}
