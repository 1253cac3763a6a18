import type {
  DescribeScalableTargetsRequest,
  RegisterScalableTargetRequest,
} from '@aws-sdk/client-application-auto-scaling';
import { ApiError } from './api-error.ts';
import { paginate } from './paginate.ts';
import type { Region, ScalableTargetRecord } from './world.ts';

const DIMENSION = 'ecs:service:DesiredCount';

/** Creates the scalable target of a service, or changes what is given; the rest stays. */
export function registerScalableTarget(region: Region, request: RegisterScalableTargetRequest) {
  const { ResourceId: resourceId = '', ServiceNamespace: namespace, ScalableDimension: dimension } = request;
  if (namespace !== 'ecs' || dimension !== DIMENSION) throw invalid('Unsupported service namespace or dimension');
  const service = region.services.find(({ arn, status }) => status !== 'INACTIVE' && arn.endsWith(`:${resourceId}`));
  if (service === undefined) throw invalid(`ECS service doesn't exist: ${resourceId}`);
  const known = region.scalableTargets.get(resourceId);
  const [min, max] = [request.MinCapacity ?? known?.min, request.MaxCapacity ?? known?.max];
  if (min === undefined || max === undefined) throw invalid('MinCapacity and MaxCapacity are required');
  if (min > max) throw invalid('Maximum capacity cannot be less than minimum capacity');
  const suspended = { ...known?.suspended, ...request.SuspendedState };
  const record: ScalableTargetRecord = {
    min,
    max,
    suspended: {
      DynamicScalingInSuspended: suspended.DynamicScalingInSuspended ?? false,
      DynamicScalingOutSuspended: suspended.DynamicScalingOutSuspended ?? false,
      ScheduledScalingSuspended: suspended.ScheduledScalingSuspended ?? false,
    },
    createdAt: known?.createdAt ?? region.world.clock.date(),
  };
  region.scalableTargets.set(resourceId, record);
  return { ScalableTargetARN: arnOf(region, resourceId) };
}

export function describeScalableTargets(region: Region, request: DescribeScalableTargetsRequest) {
  const wanted = request.ResourceIds;
  const found = request.ServiceNamespace === 'ecs' ? [...region.scalableTargets] : [];
  const targets = found
    .filter(([resourceId]) => wanted === undefined || wanted.includes(resourceId))
    .map(([resourceId, { min, max, suspended, createdAt }]) => ({
      ServiceNamespace: 'ecs',
      ResourceId: resourceId,
      ScalableDimension: DIMENSION,
      MinCapacity: min,
      MaxCapacity: max,
      RoleARN: `arn:${region.partition}:iam::${region.world.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
      CreationTime: createdAt,
      SuspendedState: suspended,
      ScalableTargetARN: arnOf(region, resourceId),
    }));
  const page = paginate(targets, request.MaxResults ?? 50, request.NextToken);
  return {
    ScalableTargets: page.items,
    ...(page.next.nextToken === undefined ? {} : { NextToken: page.next.nextToken }),
  };
}

function arnOf(region: Region, resourceId: string): string {
  return `arn:${region.partition}:application-autoscaling:${region.name}:${region.world.account}:scalable-target/ecs/${resourceId}`;
}

function invalid(message: string): ApiError {
  return new ApiError('ValidationException', message);
}
