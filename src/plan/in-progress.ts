import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { primaryDeployment, rolloutOf } from '../aws/service.ts';
import { lastPart } from '../aws/arn.ts';
import { endingAt } from '../deadline.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { CodeDeployGroup, Problem } from '../model.ts';
import type { World } from '../world.ts';
import { readActive } from './codedeploy-group.ts';
import type { Located } from './locate.ts';
import { phrase } from '../phrases.ts';

const LOOK_EVERY_MS = 5_000;

/** Somebody else's deployment that runs right now; ours would replace it. */
export function deploymentInFlight(service: Service | undefined): Deployment | undefined {
  const primary = primaryDeployment(service);
  return rolloutOf(primary) === 'running' ? primary : undefined;
}

/** Said before the write, whatever `if-in-progress` asks for. */
export function inProgressProblems(located: Located[], choice: Inputs['if-in-progress']): Problem[] {
  return located.flatMap(({ name, service, group }) => {
    if (group !== undefined) return busyGroup(name, group);
    const other = deploymentInFlight(service);
    if (other === undefined) return [];
    const since = other.createdAt === undefined ? '' : ` since ${other.createdAt.toISOString()}`;
    return [
      {
        rule: 'deployment-in-progress',
        severity: choice === 'proceed' ? 'warning' : 'error',
        message: `Another deployment of "${name}" (${lastPart(other.taskDefinition ?? other.id ?? '')}) is in progress${since}${choice === 'proceed' ? '; this one replaces it' : ''}.`,
        fix:
          choice === 'proceed'
            ? `If it must end first, use if-in-progress: wait or fail, or ${phrase('one-at-a-time')}.`
            : 'Wait for its end, stop it, or use if-in-progress: proceed.',
        origin: { kind: 'service', service: name },
      },
    ];
  });
}

/** CodeDeploy runs one deployment of a group at a time and never replaces it. */
function busyGroup(service: string, { name, active }: CodeDeployGroup): Problem[] {
  if (active === undefined) return [];
  const since = active.since === undefined ? '' : ` since ${active.since.toISOString()}`;
  return [
    {
      rule: 'deployment-in-progress',
      severity: 'error',
      message: `The CodeDeploy deployment group "${name}" of "${service}" is busy: deployment ${active.id} is in progress${since}.`,
      fix: 'Wait for its end (if-in-progress: wait does so), or stop it in CodeDeploy. A deployment that only waits to end the old tasks is in progress too.',
      origin: { kind: 'service', service },
    },
  ];
}

/** Waits until no deployment of these services is running; gives up silently at the deadline, so that the check then says it. */
export async function waitUntilIdle(located: Located[], options: { minutes: number }, world: World): Promise<void> {
  const deadline = world.clock.now().getTime() + options.minutes * 60_000;
  for (const { name, cluster, service, group } of located) {
    if (group?.active !== undefined) await waitForCodeDeploy({ name, cluster }, group, { deadline, world });
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
          { name, cluster },
        );
        told = true;
      }
      await world.clock.sleep(LOOK_EVERY_MS, world.signal);
      now = await endingAt(world, deadline + LOOK_EVERY_MS, async ({ aws }) => {
        const { services } = await aws.ecs.describeServices({ cluster, services: [name] });
        return services?.[0];
      });
    }
  }
}

/** What CodeDeploy does by itself, waits and a rollback, is waited for too. */
async function waitForCodeDeploy(
  service: Pick<Located, 'name' | 'cluster'>,
  group: CodeDeployGroup,
  { deadline, world }: { deadline: number; world: World },
): Promise<void> {
  const message = `Waiting for the end of another deployment of ${service.name} (${group.active?.id}).`;
  world.emit({ at: world.clock.now(), kind: 'notice', message }, service);
  const until = deadline + (group.readyWaitMinutes + group.terminationWaitMinutes) * 60_000;
  let { active } = group;
  while (active !== undefined && world.clock.now().getTime() < until) {
    await world.clock.sleep(LOOK_EVERY_MS, world.signal);
    active = await endingAt(world, until + LOOK_EVERY_MS, (bounded) => readActive(group, bounded));
  }
}
