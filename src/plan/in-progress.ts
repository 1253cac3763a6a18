import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { lastPart } from '../aws/arn.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { Problem } from '../model.ts';
import type { World } from '../world.ts';
import type { Located } from './locate.ts';

const LOOK_EVERY_MS = 5_000;

/** Somebody else's deployment that runs right now; ours would replace it. */
export function deploymentInFlight(service: Service | undefined): Deployment | undefined {
  const deployments = service?.deployments ?? [];
  return deployments.find(({ status, rolloutState }) => status === 'PRIMARY' && rolloutState === 'IN_PROGRESS');
}

/** Said before the write, whatever `if-in-progress` asks for. */
export function inProgressProblems(located: Located[], choice: Inputs['if-in-progress']): Problem[] {
  return located.flatMap(({ name, service }) => {
    const other = deploymentInFlight(service);
    if (other === undefined) return [];
    const since = other.createdAt === undefined ? '' : ` since ${other.createdAt.toISOString()}`;
    return [
      {
        rule: 'deployment-in-progress',
        severity: choice === 'proceed' ? 'warning' : 'error',
        message: `Another deployment of "${name}" (${lastPart(other.taskDefinition ?? other.id ?? '')}) is in progress${since}${choice === 'proceed' ? '; this one replaces it' : ''}.`,
        mend:
          choice === 'proceed'
            ? 'Use if-in-progress: wait or fail, or a concurrency group, if it must end first.'
            : 'Wait for its end, stop it, or use if-in-progress: proceed.',
        origin: { kind: 'service', service: name },
      },
    ];
  });
}

/** Waits until no deployment of these services is running; gives up silently at the deadline, so that the check then says it. */
export async function waitUntilIdle(located: Located[], options: { minutes: number }, world: World): Promise<void> {
  const deadline = world.clock.now().getTime() + options.minutes * 60_000;
  for (const { name, cluster, service } of located) {
    let now = service;
    let told = false;
    while (deploymentInFlight(now) !== undefined && world.clock.now().getTime() < deadline) {
      if (!told) {
        const other = lastPart(deploymentInFlight(now)?.taskDefinition ?? '');
        world.emit(
          {
            at: world.clock.now(),
            kind: 'notice',
            message: `Waiting for the end of another deployment of ${name} (${other}).`,
          },
          name,
        );
        told = true;
      }
      await world.clock.sleep(LOOK_EVERY_MS, world.signal);
      now = (await world.aws.ecs.describeServices({ cluster, services: [name] })).services?.[0];
    }
  }
}
