import { isGreen, type DeployEvent, type Outcome, type Report } from '../../model.ts';
import { verifySucceeded } from '../../verify/release/release.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import { withoutEnd } from '../follow-write.ts';
import type { Done } from './piece.ts';
import type { OtherModes } from '../other-modes.ts';
import { lookSince, replacedOutcome } from '../release/replaced.ts';
import { returnBecause } from './return-all.ts';

export interface VerifiedSystem {
  done: Done[];
  /** What was asked of the system, and what it answered. */
  events: NonNullable<Report['verification']>;
  /** Absent if the system passed. */
  failed?: Outcome | undefined;
}

/** After the last wave, the probes and alarms of the step itself are asked about the system as a whole, unless a service failed already. */
export async function verifySystem(
  done: readonly Done[],
  { asked, ringing, others }: { asked: Asked; ringing: ReadonlySet<string>; others: OtherModes },
  world: World,
): Promise<VerifiedSystem | undefined> {
  const { manifest, 'smoke-test': probes = [], 'metric-checks': checks = [] } = asked.inputs;
  if (manifest === undefined || probes.length + checks.length === 0 || !isDone(done)) return undefined;
  const events: DeployEvent[] = [];
  const verification = {
    probes,
    checks,
    timeoutSeconds: asked.inputs['smoke-test-timeout-seconds'],
    filling: {},
    testHeaders: {},
    places: new Map(),
    seen: new Map(),
    against: [],
    ringing: new Set(ringing),
  };
  const since = world.clock.now();
  const verifying = verifySucceeded({ verification, groups: [], since, hasOwnGroups: true }, world);
  let step = await verifying.next();
  for (; step.done !== true; step = await verifying.next()) {
    events.push(step.value);
    world.emit(step.value);
  }
  if (world.signal.aborted) {
    const headline = 'Cancelled while verifying the system. Every service runs its new revision.';
    return { done: [...done], events, failed: { kind: 'cancelled', headline, causes: [] } };
  }
  const [first] = step.value;
  if (first === undefined) return { done: [...done], events, failed: await replacedSince(done, world) };
  const why = withoutEnd(first.message);
  const goesBack =
    asked.inputs['on-failure'] === 'rollback-all' && asked.inputs['on-verification-failure'] === 'rollback';
  const because = `the system failed its verification: ${why}`;
  const after = goesBack ? await returnBecause(done, { because, others }, world) : [...done];
  const isBack = goesBack && after.every(({ services }) => services.every(hasReturned));
  const rest = isBack
    ? 'Every service was rolled back.'
    : goesBack
      ? 'Not every service could be rolled back.'
      : 'The services keep their new revisions: only on-failure: rollback-all rolls them back.';
  const headline = `The system failed its verification. ${rest}`;
  return {
    done: after,
    events,
    failed: { kind: isBack ? 'rolled-back' : 'failed', headline, causes: [...step.value] },
  };
}

/** What passed was not this system if someone else has deployed one of its services meanwhile. */
async function replacedSince(done: readonly Done[], world: World): Promise<Outcome | undefined> {
  const services = done.flatMap((one) => one.services);
  const looks = await Promise.all(services.map(async (one) => ({ one, since: await lookSince(one, world) })));
  const [outcome] = looks.flatMap(({ one, since }) =>
    since.kind === 'replaced' ? [replacedOutcome(one, since.revision)] : [],
  );
  return outcome;
}

function isDone(done: readonly Done[]): boolean {
  return done.every(
    ({ services, task }) =>
      (task === undefined || isGreen(task.outcome.kind)) &&
      services.every(({ outcome }) => outcome.kind === 'succeeded' || outcome.kind === 'unchanged'),
  );
}

function hasReturned({ outcome, returned }: Done['services'][number]): boolean {
  return returned === true || outcome.kind === 'unchanged';
}
