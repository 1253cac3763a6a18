import type { ECSTaskSet } from '@aws-sdk/client-codedeploy';
import type { Service, TaskSet } from '@aws-sdk/client-ecs';
import { isReplacement } from '../../aws/codedeploy-status.ts';
import type { RevisionState, Started } from '../../model.ts';
import type { CodeDeployObservation } from './observation.ts';

/** Our task set: CodeDeploy puts its deployment's id on it; otherwise it is the one that was not there before. */
export function ownTaskSet(service: Service | undefined, started: Started): TaskSet | undefined {
  const sets = service?.taskSets ?? [];
  const { codeDeploy, baseline, taskDefinitionArn } = started;
  return (
    sets.find(({ externalId }) => externalId !== undefined && externalId === codeDeploy?.deploymentId) ??
    sets.find(
      ({ id, taskDefinition }) =>
        id !== undefined && baseline.taskSetIds?.has(id) === false && taskDefinition === taskDefinitionArn,
    )
  );
}

/** The task sets with counts from ECS and traffic from CodeDeploy; either of them may be missing. */
export function taskSetStates(
  { service, codeDeploy }: { service?: Service | undefined; codeDeploy?: CodeDeployObservation | undefined },
  started: Started,
): RevisionState[] {
  const sets = service?.taskSets ?? [];
  const shown = codeDeploy?.target?.taskSetsInfo ?? [];
  const own = ownTaskSet(service, started)?.id;
  const ids = [...new Set([...shown.map(({ identifer }) => identifer), ...sets.map(({ id }) => id)])];
  return ids.flatMap((id): RevisionState[] => {
    const [set, info] = [sets.find((one) => one.id === id), shown.find(({ identifer }) => identifer === id)];
    if (id === undefined || (set === undefined && info === undefined)) return [];
    return [toState({ id, set, info, isOwn: id === own || isNew(info, started) }, started)];
  });
}

interface Found {
  id: string;
  set: TaskSet | undefined;
  info: ECSTaskSet | undefined;
  isOwn: boolean;
}

function toState({ id, set, info, isOwn }: Found, started: Started): RevisionState {
  const taskDefinitionArn = set?.taskDefinition ?? (isOwn ? started.taskDefinitionArn : undefined);
  return {
    role: isOwn ? 'target' : 'source',
    arn: id,
    desired: info?.desiredCount ?? set?.computedDesiredCount ?? 0,
    running: info?.runningCount ?? set?.runningCount ?? 0,
    pending: info?.pendingCount ?? set?.pendingCount ?? 0,
    ...(taskDefinitionArn === undefined ? {} : { taskDefinitionArn }),
    ...(info?.trafficWeight === undefined ? {} : { productionWeight: info.trafficWeight }),
  };
}

function isNew(info: ECSTaskSet | undefined, { baseline }: Started): boolean {
  if (info?.taskSetLabel !== undefined) return isReplacement(info.taskSetLabel);
  return info?.identifer !== undefined && baseline.taskSetIds?.has(info.identifer) === false;
}
