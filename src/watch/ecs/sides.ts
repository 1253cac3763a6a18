import type { Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import type { RevisionState } from '../../model.ts';
import type { Following } from '../state.ts';
import { definitionOf } from './revisions.ts';

/** Both sides of an ECS deployment, with counts and traffic; from DescribeServices if the service deployment cannot be read. */
export function ecsSides(
  { deployment, service }: { deployment?: ServiceDeployment | undefined; service?: Service | undefined },
  following: Following,
): RevisionState[] {
  const target = deployment?.targetServiceRevision;
  if (target === undefined) return serviceSides(service, following);
  const sides = [
    { role: 'target' as const, revision: target },
    ...(deployment?.sourceServiceRevisions ?? []).map((revision) => ({ role: 'source' as const, revision })),
  ];
  return sides.map(({ role, revision }) => ({
    role,
    arn: revision.arn ?? '',
    desired: revision.requestedTaskCount ?? 0,
    running: revision.runningTaskCount ?? 0,
    pending: revision.pendingTaskCount ?? 0,
    taskDefinitionArn:
      definitionOf(following, revision.arn) ?? (role === 'target' ? ownTaskDefinition(following) : undefined),
    productionWeight: revision.requestedProductionTrafficWeight,
    testWeight: revision.requestedTestTrafficWeight,
  }));
}

function serviceSides(service: Service | undefined, { started }: Following): RevisionState[] {
  return (service?.deployments ?? []).map((deployment) => ({
    role: deployment.id === started.primaryId ? ('target' as const) : ('source' as const),
    arn: deployment.id ?? '',
    desired: deployment.desiredCount ?? 0,
    running: deployment.runningCount ?? 0,
    pending: deployment.pendingCount ?? 0,
    taskDefinitionArn: deployment.taskDefinition,
  }));
}

/** The target revision of our own deployment runs what we started, even if it cannot be read. */
function ownTaskDefinition({ started, provesPrimary }: Following): string | undefined {
  return provesPrimary === true ? undefined : started.taskDefinitionArn;
}
