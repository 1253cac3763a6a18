import { answerHook, continueCodeDeploy } from '../write/continue.ts';
import { rollBackCodeDeploy, rollBackDeployment } from '../write/stop.ts';
import { DeployError } from '../errors.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { Cause, DeployEvent, ExpectedImage, HookState, ServiceReport, Started } from '../model.ts';
import { GRACE_MS } from '../patience.ts';
import { verify } from '../verify/verify.ts';
import { conclude, lookForCrashes, type WatchResult } from '../watch/conclude.ts';
import { toProve } from '../watch/prove.ts';
import type { WatchRequest } from '../watch/state.ts';
import type { Verifier } from './release/verifier.ts';
import { watch } from '../watch/watch.ts';
import type { World } from '../world.ts';

/** The report being built, and the emitter that shows events and keeps them for it. */
export interface Telling {
  report: ServiceReport;
  say: (event: DeployEvent) => void;
}

export interface Follow
  extends Pick<Telling, 'say'>, Pick<WatchRequest, 'started' | 'since' | 'goal' | 'former' | 'blamed'> {
  inputs: Inputs;
  /** What the tasks must run at the end. */
  images: readonly ExpectedImage[];
  /** Whether this step started the deployment: one that it did not start is never touched. */
  owned: boolean;
  /** The pause that this step answered. */
  answered?: string | undefined;
  /** How the release is verified on the way. */
  release?: Verifier | undefined;
}

/** Follows a deployment to its end, verifies its success or finds out why it failed, and reports progress along the way. */
export async function follow(request: Follow, world: World): Promise<WatchResult> {
  const following = steps(request, world);
  const warned = new Set<string>();
  for (;;) {
    const step = await following.next();
    if (step.done === true) return step.value;
    const event = step.value;
    if (event.kind === 'warning' && warned.has(event.message)) continue;
    if (event.kind === 'warning') warned.add(event.message);
    request.say(event);
  }
}

async function* steps(request: Follow, world: World): AsyncGenerator<DeployEvent, WatchResult> {
  const watched = yield* watch(toWatch(request, world), world);
  const provable = toProve(watched, world.clock.now());
  const { images, inputs } = request;
  const verification = { images, awaitsHealth: inputs['require-healthy-targets'], endBy: watched.endBy };
  const crashes = lookForCrashes(watched, world);
  const proof = provable && (yield* verify({ ...provable, ...verification }, world));
  const { events, result } = await conclude(watched, { proof, crashes }, world);
  yield* events;
  return result;
}

function toWatch({ inputs, owned, answered, release, ...request }: Follow, world: World): WatchRequest {
  const { started, goal = 'succeeded' } = request;
  return {
    ...request,
    verifyInFlight: release?.inFlight,
    onPause: toOnPause({ inputs, owned, answered, started, release }, world),
    waitMinutes: waitMinutes({ inputs, started }),
    maxDelaySeconds: inputs['wait-max-delay-seconds'],
    requireHealthyTargets: inputs['require-healthy-targets'],
    intervention: {
      owned,
      rollBackOnTimeout: owned && inputs['on-timeout'] === 'rollback',
      rollBackOnCancel: owned && inputs['on-cancel'] === 'rollback',
      failFast: inputs['fail-fast'] && goal === 'succeeded',
      rollBackOnRefuted: inputs['on-verification-failure'] === 'rollback',
      rollBack: (id, pause) =>
        started.codeDeploy === undefined ? rollBackFrom(id, pause, world) : rollBackCodeDeploy(id, world),
      readsLogs: inputs['log-lines'] > 0,
    },
    logLines: inputs['log-lines'],
  };
}

/** Without anything to verify, a pause is left to people. */
function toOnPause(
  { inputs, owned, answered, started, release }: Omit<Follow, 'say' | 'images'>,
  world: World,
): WatchRequest['onPause'] {
  const choice = inputs['on-pause'];
  return {
    act: choice !== 'verify' ? choice : owned ? 'continue' : 'wait',
    answered: answered === undefined ? [] : [answered],
    verify: choice === 'wait' ? undefined : inputs.mode === 'rollback' ? knownGood : release?.atPause,
    answer: (deploymentArn, { id }) =>
      started.codeDeploy === undefined
        ? answerHook({ deploymentArn, hookId: id, action: 'CONTINUE' }, world)
        : continueCodeDeploy({ deploymentId: started.codeDeploy.deploymentId, wait: 'READY_WAIT' }, world),
  };
}

/** What ran before needs no verification on the way back: waiting for a person would only leave the bad release running. */
async function* knownGood(): AsyncGenerator<DeployEvent, readonly Cause[]> {
  yield* [];
  return [];
}

/** A pause that no longer waits, or that this step may not answer, is no reason to let a bad release go on. */
async function rollBackFrom(deploymentArn: string, pause: HookState | undefined, world: World): Promise<boolean> {
  const answered = pause !== undefined && (await isRolledBackAt({ deploymentArn, hookId: pause.id }, world));
  return answered || (await rollBackDeployment(deploymentArn, world));
}

async function isRolledBackAt(pause: { deploymentArn: string; hookId: string }, world: World): Promise<boolean> {
  try {
    return await answerHook({ ...pause, action: 'ROLLBACK' }, world);
  } catch (error) {
    if (error instanceof DeployError && error.code === 'access-denied') return false;
    throw error;
  }
}

interface Waiting {
  inputs: Inputs;
  started: Started;
  /** When `wait-for-minutes` started. */
  since: Date;
}

/** When the step must have ended, including everything that it looks at after the wait. */
export function endBy({ since, ...waiting }: Waiting): Date {
  return new Date(waitUntil({ since, ...waiting }).getTime() + GRACE_MS);
}

export function waitUntil({ since, ...waiting }: Waiting): Date {
  return new Date(since.getTime() + waitMinutes(waiting) * 60_000);
}

function waitMinutes({ inputs, started }: Omit<Waiting, 'since'>): number {
  return inputs['wait-for-minutes'] + ownWaitMinutes(started);
}

/** CodeDeploy itself waits before it shifts the traffic and before it terminates the old tasks, as configured in its group. */
function ownWaitMinutes({ codeDeploy }: Started): number {
  const { readyWaitMinutes = 0, terminationWaitMinutes = 0 } = codeDeploy?.group ?? {};
  return readyWaitMinutes + terminationWaitMinutes;
}

export function applyResult(report: ServiceReport, result: WatchResult): void {
  Object.assign(report, {
    outcome: result.outcome,
    standing: result.standing,
    deploymentArn: result.deploymentArn,
    taskDefinitionArn: result.taskDefinitionArn ?? report.taskDefinitionArn,
    revisions: result.revisions,
    tasks: result.tasks,
    targets: result.targets,
    endpoint: result.endpoint ?? report.endpoint,
  });
}
