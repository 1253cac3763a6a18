import { failedCall, isBadCredentials, isDenied, toDeployError } from '../aws/failure.ts';
import { targetGroups } from '../aws/targets.ts';
import { toTaskState } from '../aws/tasks.ts';
import { endingAt } from '../deadline.ts';
import type { Cause, DeployEvent, ExpectedImage, Proof, Provable } from '../model.ts';
import { millisecondsUntil, QUIET_MS, SLACK_MS, waitFor } from '../patience.ts';
import type { World } from '../world.ts';
import { doubtsAbout, ownTasks } from './doubts.ts';
import { readLive, withTasks, type Seen } from './live.ts';
import { phrase } from '../phrases.ts';

export interface Verification extends Provable {
  images: readonly ExpectedImage[];
  /** Whether unhealthy targets are worth waiting for. */
  awaitsHealth: boolean;
  /** When the step must have ended. */
  endBy: Date;
}

/** How long the verification may take, if the step has that much time left. */
const PROOF_MS = 60_000;
/** What the last look leaves for its answers. */
const ANSWER_MS = 5_000;
/** Pauses between looks: the first look is nearly always enough. */
const PAUSES_MS = [
  [3_000, 7_000, 15_000, 35_000],
  [5_000, 15_000, 40_000],
  [15_000, 45_000],
];
/** Service, list of tasks, tasks; targets are one call per group. */
const CALLS_BESIDE_TARGETS = 3;
/** Of 25; the others look for tasks that stopped along the way, before a success and after a failure. */
const CALLS_A_MINUTE = 21;
const VERIFYING = 'verifying: waiting for AWS to say what is running';

/** After ECS says SUCCESSFUL: do the tasks run what was requested, and are their targets healthy? Never throws, and is never silent for long. */
export async function* verify(verification: Verification, world: World): AsyncGenerator<DeployEvent, Proof> {
  const { clock, signal } = world;
  const end = new Date(Math.min(clock.now().getTime() + PROOF_MS, verification.endBy.getTime()));
  const pauses = pausesFor(targetGroups(verification.service, verification.revision).length);
  const left = (): number => millisecondsUntil(end, world);
  let proof = unproved(verification, world);
  for (let look = 0; ; look += 1) {
    const asked = look === 0 ? verification : { ...verification, running: undefined };
    const calls = endingAt(world, end.getTime() - SLACK_MS, (bounded) => lookOnce(asked, bounded));
    const looking = { calls, milliseconds: left(), quietFor: 0, message: VERIFYING };
    const seen = (yield* waitFor(looking, world))?.answer;
    for (const message of seen?.warnings ?? []) yield { at: clock.now(), kind: 'warning', message };
    proof = seen?.proof ?? proof;
    const pause = Math.min(pauses[look] ?? 0, left() - ANSWER_MS);
    if (seen?.settled === true || pause <= 0 || signal.aborted) return proof;
    for (let rest = pause; rest > 0 && !signal.aborted; rest -= QUIET_MS) {
      yield { at: clock.now(), kind: 'waiting', message: whatIsAwaited(proof, left()) };
      await clock.sleep(Math.min(rest, QUIET_MS), signal).catch(() => undefined);
    }
  }
}

interface Verdict {
  proof: Proof;
  /** Whether looking again cannot change anything. */
  settled: boolean;
  warnings: string[];
}

async function lookOnce(verification: Verification, world: World): Promise<Verdict> {
  try {
    return judge(await readLive(verification, world), verification);
  } catch (error) {
    const message = `What is running could not be verified (${failedCall(error)})`;
    if (isDenied(error))
      return { proof: { ...unproved(verification, world), unseen: [] }, settled: true, warnings: [] };
    const expired = isBadCredentials(error) ? toDeployError(error, READING).fix : undefined;
    const unseen = [{ message: `${message}.`, fix: expired ?? LOOK_YOURSELF }];
    return { proof: { ...unproved(verification, world), unseen }, settled: expired !== undefined, warnings: [] };
  }
}

function judge({ live, at, unansweredHealth, warnings }: Seen, verification: Verification): Verdict {
  const { started, awaitsHealth } = verification;
  const ours = ownTasks(live.running, started);
  const doubts = doubtsAbout(live, verification);
  const unseen = awaitsHealth && unansweredHealth !== undefined ? [noHealth(unansweredHealth)] : [];
  const awaited = awaitsHealth ? [...doubts.unhealthy, ...unseen] : [];
  return {
    proof: {
      ...doubts,
      unseen,
      tasks: ours.map(toTaskState),
      at,
      service: live.service,
      targets: withTasks(live.targets, ours),
    },
    settled: doubts.replaced || doubts.wrong.length + awaited.length === 0,
    warnings,
  };
}

const READING = { action: 'ecs:DescribeServices', doing: 'verifying what is running' };
const LOOK_YOURSELF = `Check the service in the console, then run ${phrase('step')} again.`;
const noHealth = (failed: string): Cause => ({
  message: `It is unknown whether the targets are healthy (${failed}).`,
  fix: `Check the target groups of the service in the console, then run ${phrase('step')} again.`,
});

function unproved({ service }: Verification, { clock }: World): Proof {
  const unseen = [{ message: 'What is running could not be verified: AWS did not answer.', fix: LOOK_YOURSELF }];
  return { wrong: [], unhealthy: [], unseen, notes: [], replaced: false, tasks: [], at: clock.now(), service };
}

/** What is not right yet, and how much longer it may take. */
function whatIsAwaited({ wrong, unhealthy, unseen }: Proof, left: number): string {
  const [first, ...more] = [...wrong, ...unhealthy, ...unseen];
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return `verifying for up to ${Math.ceil(left / 1000)} s more: ${first?.message ?? 'AWS did not answer'}${rest}`;
}

/** As many looks as the rate limit allows in a minute. */
function pausesFor(groups: number): readonly number[] {
  const looks = Math.floor(CALLS_A_MINUTE / (CALLS_BESIDE_TARGETS + groups));
  return PAUSES_MS.find((pauses) => pauses.length < looks) ?? [60_000];
}
