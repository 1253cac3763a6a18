import { rollBackCodeDeploy, rollBackDeployment } from '../deploy/stop.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { DeployEvent, ServiceReport, Started } from '../model.ts';
import { watch, type WatchRequest, type WatchResult } from '../watch/watch.ts';
import type { World } from '../world.ts';

/** The report that is written, and what tells the reader and keeps it for the report. */
export interface Telling {
  report: ServiceReport;
  say: (event: DeployEvent) => void;
}

export interface Follow
  extends Pick<Telling, 'say'>, Pick<WatchRequest, 'started' | 'since' | 'wanted' | 'former' | 'images' | 'blamed'> {
  inputs: Inputs;
  /** Whether this step started the deployment: nothing is ever done to somebody else's. */
  owned: boolean;
  /** The pause that this step answered. */
  answered?: string | undefined;
}

/** Follows a deployment to its end and tells what happens on the way. */
export async function follow(
  { started, since, wanted, former, answered, images, blamed, owned, inputs, say }: Follow,
  world: World,
): Promise<WatchResult> {
  const watching = watch(
    {
      started,
      since,
      wanted,
      former,
      onPause: { return: inputs['on-pause'] === 'return', answered },
      waitMinutes: inputs['wait-for-minutes'] + ownWaitMinutes(started),
      maxDelaySeconds: inputs['wait-max-delay-seconds'],
      requireHealthyTargets: inputs['require-healthy-targets'],
      images,
      intervention: {
        owned,
        rollBackOnTimeout: owned && inputs['on-timeout'] === 'rollback',
        rollBackOnCancel: owned && inputs['on-cancel'] === 'rollback',
        failFast: inputs['fail-fast'] && (wanted ?? 'succeeded') === 'succeeded',
        rollBack: (id) =>
          started.codeDeploy === undefined ? rollBackDeployment(id, world) : rollBackCodeDeploy(id, world),
        readsLogs: inputs['log-lines'] > 0,
      },
      logLines: inputs['log-lines'],
      blamed,
    },
    world,
  );
  for (;;) {
    const step = await watching.next();
    if (step.done === true) return step.value;
    say(step.value);
  }
}

/** CodeDeploy waits by itself before it shifts the traffic and before it ends the old tasks, as its group says. */
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
