import { failedItself, type Outcome, type Problem, type ServiceReport } from '../model.ts';
import { fewOfEach } from '../problem.ts';
import type { World } from '../world.ts';
import { warningTexts } from '../report/log.ts';
import { hasChanges } from '../report/acts.ts';
import { fewNames, MOST_NAMES } from '../report/names.ts';
import { reportLabel } from '../report/service-label.ts';
import { phrase } from '../phrases.ts';
import { tally, tallyAll, type Counted } from './tally.ts';

/** Red before the first write: errors always, warnings when the checks are strict, advice never. */
export function refusal(
  problems: Problem[],
  checks: 'on' | 'strict' | 'off',
  lead = 'Nothing was changed: ',
): Outcome | undefined {
  const blocking = problems.filter(
    ({ severity }) => severity === 'error' || (severity === 'warning' && checks === 'strict'),
  );
  const [first] = blocking;
  if (first === undefined) return undefined;
  const more = blocking.length === 1 ? '' : ` (and ${blocking.length - 1} more)`;
  return { kind: 'failed', headline: `${lead}${first.message}${more}`, causes: [] };
}

/** The host has its own words for an input. */
const PLACE = { 'at-input': (name: string) => phrase('at-input', name) };

/** Shown while the step can still be cancelled; as annotations they come at the end. */
export function tellWarnings(problems: readonly Problem[], world: World): void {
  for (const message of new Set(warningTexts(fewOfEach(problems), PLACE)))
    world.emit({ at: world.clock.now(), kind: 'warning', message });
}

export function planOutcome(services: ServiceReport[]): Outcome {
  const [only] = services;
  const headline = services.length === 1 && only !== undefined ? only.outcome.headline : ofPlans(services);
  return { kind: 'planned', headline, causes: [] };
}

function ofPlans(services: readonly ServiceReport[]): string {
  const groups = Map.groupBy(services, (one) =>
    !hasChanges(one) ? 'unchanged' : one.creates === true ? 'created' : 'changed',
  );
  const words = { created: 'would be created', changed: 'would change', unchanged: 'would stay as they are' };
  const told = (['created', 'changed', 'unchanged'] as const).flatMap((group) => {
    const same = groups.get(group);
    return same === undefined ? [] : [`${same.length} ${words[group]} (${namesOf(same, services)})`];
  });
  const each = told.length === 0 ? '' : ` ${told.join(', ')}.`;
  return `Planned ${services.length} services; nothing was changed.${each}`;
}

/** One service's outcome is the run's; several are only as good as the worst of them. */
export function overall(services: ServiceReport[]): Outcome {
  const [only] = services;
  if (services.length === 1 && only !== undefined) return only.outcome;
  const red = services.filter(failedItself);
  const others = {
    returned: services.filter(({ returned }) => returned === true),
    created: services.filter((one) => one.stays === true && !failedItself(one)),
    skipped: services.filter(({ outcome }) => outcome.kind === 'skipped'),
  };
  const [worst] = [...red, ...others.returned, ...others.skipped];
  if (worst === undefined) {
    const all = (kind: Outcome['kind']): boolean => services.every(({ outcome }) => outcome.kind === kind);
    const kind = all('unchanged')
      ? 'unchanged'
      : all('deleted')
        ? 'deleted'
        : services.some(({ outcome }) => outcome.kind === 'started')
          ? 'started'
          : 'succeeded';
    const created = services.length > MOST_NAMES ? services.filter(({ creates }) => creates === true) : [];
    const also = created.length === 0 ? '' : ` Created: ${namesOf(created, services)}.`;
    return { kind, headline: `${tallyAll(counted(services, services), 'services')}${also}`, causes: [] };
  }
  return {
    kind: worst.outcome.kind,
    headline: [
      ...(red.length === 0 ? [] : [tally(counted(red, services), { of: services.length, noun: 'services' })]),
      ...(others.returned.length === 0 ? [] : [`Rolled back because of that: ${namesOf(others.returned, services)}.`]),
      ...(others.created.length === 0
        ? []
        : [
            `Not rolled back, because ${phrase('this-step')} created ${others.created.length === 1 ? 'it' : 'them'}: ${namesOf(others.created, services)}.`,
          ]),
      ...(others.skipped.length === 0 ? [] : [`Not deployed: ${namesOf(others.skipped, services)}.`]),
    ].join(' '),
    causes: red.flatMap((one) =>
      one.outcome.causes.map((cause) => ({
        ...cause,
        message: `${reportLabel(one, { services })}: ${cause.message}`,
      })),
    ),
  };
}

function namesOf(some: readonly ServiceReport[], services: readonly ServiceReport[]): string {
  return fewNames(some.map((one) => reportLabel(one, { services })));
}

function counted(some: readonly ServiceReport[], services: readonly ServiceReport[]): Counted[] {
  return some.map((one) => ({
    name: reportLabel(one, { services }),
    outcome: one.outcome,
    headline: headlineOf(one, services),
  }));
}

/** A headline calls the service by its name, prefixed with its cluster if the name is not unique. */
function headlineOf(service: ServiceReport, services: readonly ServiceReport[]): string {
  const label = reportLabel(service, { services });
  const { headline } = service.outcome;
  return label === service.service ? headline : `${label}: ${headline}`;
}
