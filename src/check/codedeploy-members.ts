import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';

/** Where such a member belongs instead. */
export const OF_CODE_DEPLOY =
  'alarms, rollback and traffic belong to the CodeDeploy deployment group, hooks to the AppSpec';

/** Every other member of `deploymentConfiguration` steers deployments that ECS itself makes. */
const TAKEN: readonly string[] = ['minimumHealthyPercent', 'maximumPercent'];

/** The members that a service of CodeDeploy cannot have. A circuit breaker is not sent, and a rule of its own says so. */
export function membersForEcs(configuration: DeploymentConfiguration = {}): string[] {
  return Object.keys(configuration).filter(
    (member) => !TAKEN.includes(member) && member !== 'deploymentCircuitBreaker' && !isOff(member, configuration),
  );
}

/** DescribeServices shows these for services that do not use them. */
function isOff(
  member: string,
  { strategy, bakeTimeInMinutes, alarms, lifecycleHooks }: DeploymentConfiguration,
): boolean {
  switch (member) {
    case 'strategy':
      return strategy === 'ROLLING';
    case 'bakeTimeInMinutes':
      return bakeTimeInMinutes === 0;
    case 'alarms':
      return alarms?.enable !== true;
    case 'lifecycleHooks':
      return (lifecycleHooks ?? []).length === 0;
    default:
      return false;
  }
}
