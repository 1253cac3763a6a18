import { rollBackCodeDeploy, rollBackDeployment } from '../write/stop.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { DeployEvent, ExpectedImage, ServiceReport, Started } from '../model.ts';
import { GRACE_MS } from '../patience.ts';
import { verify } from '../verify/verify.ts';
import { conclude, lookForCrashes, type WatchResult } from '../watch/conclude.ts';
import { toProve } from '../watch/prove.ts';
import type { WatchRequest } from '../watch/state.ts';
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

function toWatch({ inputs, owned, answered, ...request }: Follow, world: World): WatchRequest {
  const { started, goal = 'succeeded' } = request;
  return {
    ...request,
    onPause: { return: inputs['on-pause'] === 'return', answered },
    waitMinutes: waitMinutes({ inputs, started }),
    maxDelaySeconds: inputs['wait-max-delay-seconds'],
    requireHealthyTargets: inputs['require-healthy-targets'],
    intervention: {
      owned,
      rollBackOnTimeout: owned && inputs['on-timeout'] === 'rollback',
      rollBackOnCancel: owned && inputs['on-cancel'] === 'rollback',
      failFast: inputs['fail-fast'] && goal === 'succeeded',
      rollBack: (id) =>
        started.codeDeploy === undefined ? rollBackDeployment(id, world) : rollBackCodeDeploy(id, world),
      readsLogs: inputs['log-lines'] > 0,
    },
    logLines: inputs['log-lines'],
  };
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
