import { formatDuration, formatMinutes } from '../duration.ts';
import { codeDeployPhaseOf, lifecyclePhaseOf } from '../aws/codedeploy-status.ts';
import { hookPhaseOf, phaseOf, stageOf } from '../aws/service.ts';
import { describePause } from '../explain/pause.ts';
import { waitsForTermination } from './codedeploy/events.ts';
import type { CodeDeployObservation } from './codedeploy/observation.ts';
import type { HookState } from '../model.ts';
import { openHooks, type Observation } from './observation.ts';
import { clockTime } from './progress.ts';
import type { TimedWait } from './timed.ts';

/** How long a pause lasts unless its hook says otherwise (docs: API_TimeoutConfiguration). */
const PAUSE_MINUTES = 1_440;
const PROTECTED = /tasks? under protection/;
const NO_CAPACITY = /unable to place a task|Capacity is unavailable/;
const NO_ROOM = /unable to stop or start tasks during a deployment/;

/** While AWS does not answer. */
export function explainSilence(since: Date | undefined): string {
  return `waiting for AWS to answer${since === undefined ? '' : ` (no answer since ${clockTime(since)})`}`;
}

/** What the deployment is waiting for when nothing has moved for a while, as far as a look shows, and how much longer if that is known. */
export function explainWaiting(seen: Observation, now = seen.at, timed?: TimedWait): string {
  const left = (timed?.until.getTime() ?? 0) - now.getTime();
  const time = sinceStart(seen);
  const paused = openHooks(seen);
  if (paused.length > 0)
    return `waiting for someone to continue it ${paused.map(describePause).join(' and ')}${inParentheses([sincePause(paused, seen), time])}`;
  const reasons = reasonsOf(seen);
  return `waiting: ${reasons.length === 0 ? stageWords(seen) : reasons.join(', ')}${inParentheses([left > 0 ? `${timed?.isJoined === true ? 'up to ' : ''}${formatDuration(left)} left` : '', time])}`;
}

function stageWords({ deployment }: Observation): string {
  const { words, back } = stageOf(deployment?.lifecycleStage) ?? { words: 'ECS reports no progress' };
  return phaseOf(deployment) === 'going-back' ? (back ?? 'ECS is rolling back') : words;
}

function reasonsOf(seen: Observation): string[] {
  const { codeDeploy, deployment, service, revisions, targets = [] } = seen;
  /** A rollback takes away what was new. */
  const coming = phaseOf(deployment) === 'going-back' ? 'source' : 'target';
  const [comes, leaves] = coming === 'target' ? ['new', 'old'] : ['old', 'new'];
  const inState = (test: (state: string, reason: string | undefined) => boolean): number =>
    targets.filter(({ state, reason }) => test(state, reason)).length;
  return [
    codeDeployReason(codeDeploy),
    stageReason(seen),
    ...hookReasons(seen),
    ...eventReasons(service?.events?.slice(0, 5).map(({ message = '' }) => message) ?? []),
    count(
      inState((state) => state.includes('draining')),
      `${leaves} target is draining`,
      `${leaves} targets are draining`,
    ),
    count(
      inState((state) => state === 'initial'),
      'target has not passed its first health checks',
      'targets have not passed their first health checks',
    ),
    count(
      inState((state) => state === 'unhealthy'),
      'target is unhealthy',
      'targets are unhealthy',
    ),
    count(
      inState((state, reason) => state === 'unused' && reason === 'Target.NotInUse'),
      'target is not in use',
      'targets are not in use',
    ),
    ...revisions.map(({ role, pending, running, desired }) => {
      if (pending > 0) return count(pending, 'task is starting', 'tasks are starting');
      if (role === coming)
        return running < desired ? `${desired - running} of ${desired} ${comes} tasks are not running yet` : undefined;
      return count(Math.max(0, running - desired), `${leaves} task is stopping`, `${leaves} tasks are stopping`);
    }),
  ].filter((reason) => reason !== undefined);
}

function sinceStart({ deployment, codeDeploy, at }: Observation): string {
  const since = deployment?.startedAt ?? deployment?.createdAt ?? codeDeploy?.deployment.createTime;
  const minutes = since === undefined ? 0 : Math.floor((at.getTime() - since.getTime()) / 60_000);
  return minutes === 0 ? '' : `the deployment started ${formatMinutes(minutes)} ago`;
}

/** ECS does not tell when a pause began or who will answer it, only when it will end. */
function sincePause([hook]: readonly HookState[], { deployment, at }: Observation): string {
  if (hook?.expiresAt === undefined || hook.type !== 'PAUSE') return '';
  const { timeoutConfiguration } =
    (deployment?.deploymentConfiguration?.lifecycleHooks ?? []).find(
      ({ targetType, lifecycleStages = [] }) =>
        targetType === 'PAUSE' && lifecycleStages.some((stage) => stage === hook.stage),
    ) ?? {};
  const allowed = timeoutConfiguration?.timeoutInMinutes ?? PAUSE_MINUTES;
  const minutes = Math.floor((at.getTime() - hook.expiresAt.getTime()) / 60_000) + allowed;
  return minutes < 1 || minutes > allowed ? '' : `paused for ${formatMinutes(minutes)}`;
}

function inParentheses(facts: readonly string[]): string {
  const known = facts.filter((fact) => fact !== '');
  return known.length === 0 ? '' : ` (${known.join('; ')})`;
}

function stageReason({ deployment, revisions }: Observation): string | undefined {
  const stage = stageOf(deployment?.lifecycleStage);
  if (stage?.kind === 'baking') return stage.words;
  const share = revisions.find(({ role }) => role === 'target')?.productionWeight ?? 0;
  return stage?.kind === 'shifting' && phaseOf(deployment) === 'running' && share > 0 && share < 100
    ? `${share} % of the production traffic goes to the new revision until this share ends`
    : undefined;
}

function hookReasons({ hooks }: Observation): string[] {
  return hooks
    .filter((hook) => hookPhaseOf(hook) === 'running')
    .map(({ id, target }) => `${target === undefined ? `hook ${id}` : lambdaName(target)} has not answered`);
}

function lambdaName(arn: string): string {
  return `Lambda function ${arn.split(':function:').at(-1)}`;
}

function codeDeployReason(seen: CodeDeployObservation | undefined): string | undefined {
  if (seen === undefined) return undefined;
  if (waitsForTermination(seen))
    return 'the traffic has shifted, and the old tasks keep running until the termination wait ends';
  const { lifecycleEventName: name } =
    seen.target?.lifecycleEvents?.find((event) => lifecyclePhaseOf(event) === 'running') ?? {};
  if (codeDeployPhaseOf(seen.deployment) === 'ready') return 'the traffic has not been rerouted yet';
  return name === undefined ? undefined : `CodeDeploy is running ${name}`;
}

function eventReasons(messages: string[]): string[] {
  return [
    ...(messages.some((message) => PROTECTED.test(message)) ? ['old tasks are protected against scale-in'] : []),
    ...(messages.some((message) => NO_CAPACITY.test(message)) ? ['there is no capacity for new tasks'] : []),
    ...(messages.some((message) => NO_ROOM.test(message))
      ? ['minimumHealthyPercent and maximumPercent leave no room to stop or start a task']
      : []),
  ];
}

function count(number: number, one: string, many: string): string | undefined {
  return number === 0 ? undefined : `${number} ${number === 1 ? one : many}`;
}
