import { lastPart } from '../../aws/arn.ts';
import { groupsOfRevision, groupsOfService, rulesOfRevision } from '../../aws/traffic-groups.ts';
import type { Cause, DeployEvent, Started } from '../../model.ts';
import { readMeasured, type MeasuredGroup } from '../../plan/measured.ts';
import { sidesByWeight, type Sides } from '../../plan/sides.ts';
import type { MetricCheck } from '../../release.ts';
import { judgeMetrics, judgeOnce, toCause, toEvents, type Metering } from '../../verify/release/metrics.ts';
import { verifyProbes, type Verification } from '../../verify/release/verification.ts';
import type { VerifyInFlight, VerifyPause, WatchState } from '../../watch/state.ts';
import type { World } from '../../world.ts';

/** Verifies the release of one service while its deployment is followed. */
export interface Verifier {
  atPause: VerifyPause;
  inFlight?: VerifyInFlight | undefined;
}

/** How often the metrics are looked at: load balancers publish them every minute. */
const EVERY_MS = 60_000;

export function createVerifier(verification: Verification, started: Started, world: World): Verifier {
  const { checks } = verification;
  const reading: Reading = { groups: rememberGroups(world), sides: rememberSides(world) };
  const look = inFlight(verification, reading, world);
  return {
    atPause: (hooks, state) =>
      remember(verification, verifyAtPause({ verification, started, reading, state, hooks }, world)),
    inFlight: checks.length === 0 ? undefined : (state) => remember(verification, look(state)),
  };
}

/** The deployment may succeed before it can be rolled back. */
async function* remember<T extends readonly Cause[] | undefined>(
  { against }: Verification,
  verifying: AsyncGenerator<DeployEvent, T>,
): AsyncGenerator<DeployEvent, T> {
  const causes = yield* verifying;
  against.push(...(causes ?? []));
  return causes;
}

interface Pausing {
  verification: Verification;
  started: Started;
  reading: Reading;
  state: WatchState;
  hooks: Parameters<VerifyPause>[0];
}

async function* verifyAtPause(
  { verification, started, reading, state, hooks: [hook] }: Pausing,
  world: World,
): AsyncGenerator<DeployEvent, readonly Cause[] | undefined> {
  const weights = weightsOf(state);
  const stage = hook?.stage ?? 'the pause';
  const { taskDefinitionArn } = started;
  const revision = taskDefinitionArn === undefined ? undefined : lastPart(taskDefinitionArn);
  // What CodeDeploy calls test traffic does not show in its task sets.
  const testWeight = hook?.type === 'CODE_DEPLOY' ? 100 : weights.test;
  const probed = yield* verifyProbes(
    { ...verification, filling: { ...verification.filling, revision } },
    { kind: 'paused', stage, productionWeight: weights.production, testWeight },
    world,
  );
  if (probed !== undefined && probed.length > 0) return probed;
  const checks = judgeable(verification.checks, weights.production).filter((check) => !rings(check, verification));
  if (checks.length === 0) return probed;
  const metering = { checks, stage, ...(await readSides(state, reading)) };
  const judged = yield* judgeMetrics(metering, world);
  return judged;
}

/** Looks once a minute while the new revision takes production traffic; what passes is told at the end. */
function inFlight(verification: Verification, reading: Reading, world: World): VerifyInFlight {
  let nextAt = 0;
  return async function* (state: WatchState): AsyncGenerator<DeployEvent, readonly Cause[]> {
    const now = world.clock.now();
    const { production } = weightsOf(state);
    const checks = judgeable(verification.checks, production);
    if (production === 0 && verification.checks.some(isComparison)) await readSides(state, reading);
    if (checks.length === 0 || now.getTime() < nextAt) return [];
    nextAt = now.getTime() + EVERY_MS;
    const stage = state.last?.deployment?.lifecycleStage;
    const judged = await judgeOnce({ checks, stage, ...(await readSides(state, reading)) }, world);
    for (const { check, verdict } of judged) {
      if (check.kind === 'alarm' && verdict.verdict === 'passed') verification.ringing.delete(check.name);
      if (verdict.verdict !== 'not-judged' || !verification.seen.has(check)) verification.seen.set(check, verdict);
    }
    const failed = judged.filter(({ check, verdict }) => verdict.verdict === 'failed' && !rings(check, verification));
    for (const one of failed) yield* toEvents(one, { at: now, stage });
    return failed.map(toCause);
  };
}

/** Without production traffic there is nothing to measure; a comparison needs both revisions to take some. */
function judgeable(checks: readonly MetricCheck[], production: number): MetricCheck[] {
  return checks.filter((check) => {
    if (check.kind === 'alarm') return true;
    return isComparison(check) ? production > 0 && production < 100 : production > 0;
  });
}

/** As ECS does with the alarms of a deployment, one that rang before is not held against it while it is in flight. */
function rings(check: MetricCheck, { ringing }: Verification): boolean {
  return check.kind === 'alarm' && ringing.has(check.name);
}

function isComparison(check: MetricCheck): boolean {
  return check.kind === 'metric' && check.limit.kind === 'old';
}

function weightsOf({ last }: WatchState): { production: number; test: number } {
  const target = last?.revisions.find(({ role }) => role === 'target');
  return { production: target?.productionWeight ?? 0, test: target?.testWeight ?? 0 };
}

/** What is read once, however often the metrics are looked at. */
interface Reading {
  groups: Groups;
  sides: ReadSides;
}

type ReadSides = (rules: readonly string[], percent: number) => Promise<Sides>;

/** At half of the traffic each, the weights do not tell the revisions apart: they are known from the step before. */
function rememberSides(world: World): ReadSides {
  let known: Sides = { fresh: [], old: [] };
  return async (rules, percent) => {
    if (percent === 50 || (percent === 0 && known.fresh.length > 0)) return known;
    const found = await sidesByWeight({ rules, percent }, world).catch((): Sides => ({ fresh: [], old: [] }));
    if (found.fresh.length > 0 && found.old.length > 0) known = found;
    return found;
  };
}

type Groups = (arns: readonly string[]) => Promise<MeasuredGroup[]>;

function rememberGroups(world: World): Groups {
  const known = new Map<string, Promise<MeasuredGroup[]>>();
  return async (arns) => {
    const found = arns.map((arn) => {
      const asked = known.get(arn) ?? readMeasured([arn], world).catch(() => []);
      known.set(arn, asked);
      return asked;
    });
    return (await Promise.all(found)).flat();
  };
}

/** The target groups of the new and of the old revision, of which the same one cannot tell them apart. What cannot be read is not judged. */
async function readSides(
  state: WatchState,
  { groups, sides: read }: Reading,
): Promise<Pick<Metering, 'fresh' | 'old'>> {
  const { last, following } = state;
  const { revisions } = following;
  const target = revisions.get(last?.deployment?.targetServiceRevision?.arn ?? '');
  const rules = rulesOfRevision(target);
  if (rules.length > 0) {
    const sides = await read(rules, weightsOf(state).production);
    return { fresh: await groups(sides.fresh), old: await groups(sides.old) };
  }
  const own = groupsOfRevision(target);
  const fresh = own.length > 0 ? own : groupsOfService(last?.service);
  const old = (last?.deployment?.sourceServiceRevisions ?? [])
    .flatMap(({ arn = '' }) => groupsOfRevision(revisions.get(arn)))
    .filter((arn) => !fresh.includes(arn));
  return { fresh: await groups(fresh), old: await groups([...new Set(old)]) };
}
