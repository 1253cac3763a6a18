import { formatMinutes } from '../duration.ts';
import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { primaryDeployment, rolloutOf } from '../aws/service.ts';
import { lastPart } from '../aws/arn.ts';
import { isThrottled, isUnsettled } from '../aws/failure.ts';
import { endingAt } from '../deadline.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { CodeDeployGroup, Problem } from '../model.ts';
import { QUIET_MS } from '../patience.ts';
import { atService, toProblem } from '../problem.ts';
import type { World } from '../world.ts';
import { readActive } from './codedeploy-group.ts';
import type { Located } from './locate.ts';
import { phrase } from '../phrases.ts';

const LOOK_EVERY_MS = 5_000;
/** For how long AWS may leave the looks without an answer. */
const SILENCE_MS = 300_000;

/** Another deployment that is in progress; ours would replace it. */
export function deploymentInFlight(service: Service | undefined): Deployment | undefined {
  const primary = primaryDeployment(service);
  return rolloutOf(primary) === 'running' ? primary : undefined;
}

/** Reported before the write, whatever `if-in-progress` says. */
export function inProgressProblems(located: Located[], choice: Inputs['if-in-progress']): Problem[] {
  return located.flatMap(({ name, service, group }) => {
    if (group !== undefined) return busyGroup(name, group);
    const other = deploymentInFlight(service);
    if (other === undefined) return [];
    const since = other.createdAt === undefined ? '' : ` since ${other.createdAt.toISOString()}`;
    const found = toProblem('deployment-in-progress', atService(name), {
      message: `Another deployment of "${name}" (${lastPart(other.taskDefinition ?? other.id ?? '')}) is in progress${since}${choice === 'proceed' ? '; this one replaces it' : ''}.`,
      fix:
        choice === 'proceed'
          ? `If it must end first, use ${phrase('setting', 'if-in-progress: wait')} or fail, or ${phrase('one-at-a-time')}.`
          : `Wait until it ends, stop it, or use ${phrase('setting', 'if-in-progress: proceed')}.`,
    });
    return [choice === 'proceed' ? { ...found, severity: 'warning' } : found];
  });
}

/** CodeDeploy runs one deployment of a group at a time and never replaces it. */
function busyGroup(service: string, { name, active }: CodeDeployGroup): Problem[] {
  if (active === undefined) return [];
  const since = active.since === undefined ? '' : ` since ${active.since.toISOString()}`;
  return [
    toProblem('deployment-in-progress', atService(service), {
      message: `The CodeDeploy deployment group "${name}" of "${service}" is busy: deployment ${active.id} is in progress${since}.`,
      fix: `Wait until it ends (${phrase('setting', 'if-in-progress: wait')} does that), or stop it in CodeDeploy. A deployment that is only waiting to terminate the old tasks is still in progress.`,
    }),
  ];
}

/** Waits until no deployment of these services is running; gives up silently at the deadline, because the check then reports it. */
export async function waitUntilIdle(located: Located[], options: { minutes: number }, world: World): Promise<void> {
  const deadline = world.clock.now().getTime() + options.minutes * 60_000;
  for (const { name, cluster, service, group } of located) {
    if (group?.active !== undefined) await waitForCodeDeploy({ name, cluster }, group, { deadline, world });
    const read = async ({ aws }: World): Promise<Deployment | undefined> => {
      const { services } = await aws.ecs.describeServices({ cluster, services: [name] });
      return deploymentInFlight(services?.[0]);
    };
    const nameOf = ({ taskDefinition = '' }: Deployment): string => lastPart(taskDefinition);
    const other = deploymentInFlight(service);
    await waitOut({ service: { name, cluster }, other, nameOf, read, until: deadline }, world);
  }
}

interface Wait<T> {
  service: Pick<Located, 'name' | 'cluster'>;
  /** The deployment that is waited for; none is left at the end. */
  other: T | undefined;
  nameOf: (other: T) => string;
  read: (world: World) => Promise<T | undefined>;
  until: number;
}

/** Looks until it is over. AWS may be silent for a while meanwhile: what was read before holds until then. */
async function waitOut<T>({ service, other: first, nameOf, read, until }: Wait<T>, world: World): Promise<void> {
  const now = (): number => world.clock.now().getTime();
  const tell = teller(service, world);
  let other = first;
  let answeredAt = now();
  while (other !== undefined && now() < until) {
    tell(nameOf(other));
    await world.clock.sleep(LOOK_EVERY_MS, world.signal);
    try {
      other = await telling(tell, endingAt(world, until + LOOK_EVERY_MS, read), world);
      answeredAt = now();
    } catch (error) {
      const isOver = now() - answeredAt >= SILENCE_MS || world.signal.aborted;
      if (isOver || !(isThrottled(error) || isUnsettled(error))) throw error;
    }
  }
}

/** Says what the step is waiting for: at once, and again before the log is silent for too long. */
function teller(service: Pick<Located, 'name' | 'cluster'>, { clock, emit }: World): (other?: string) => void {
  const since = clock.now().getTime();
  let last: number | undefined;
  let other = '';
  return (now = other) => {
    other = now;
    const at = clock.now();
    if (last !== undefined && at.getTime() - last < QUIET_MS) return;
    const minutes = Math.floor((at.getTime() - since) / 60_000);
    const sofar = minutes === 0 ? '' : `, for ${formatMinutes(minutes)} so far`;
    const message = `Waiting for another deployment of ${service.name} to end (${other})${sofar}.`;
    emit({ at, kind: last === undefined ? 'notice' : 'waiting', message }, service);
    last = at.getTime();
  };
}

async function telling<T>(tell: () => void, reading: Promise<T>, { clock, signal }: World): Promise<T> {
  const settled = reading.catch(() => undefined);
  while (!(await clock.within({ milliseconds: LOOK_EVERY_MS, signal }, settled)) && !signal.aborted) tell();
  return await reading;
}

/** Also waits out what CodeDeploy does on its own: wait times and a rollback. */
async function waitForCodeDeploy(
  service: Pick<Located, 'name' | 'cluster'>,
  group: CodeDeployGroup,
  { deadline, world }: { deadline: number; world: World },
): Promise<void> {
  const until = deadline + (group.readyWaitMinutes + group.terminationWaitMinutes) * 60_000;
  const read = async (bounded: World) => await readActive(group, bounded);
  await waitOut({ service, other: group.active, nameOf: ({ id }) => id, read, until }, world);
}
