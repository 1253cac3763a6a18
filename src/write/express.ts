import type {
  CreateExpressGatewayServiceRequest,
  ExpressGatewayScalingTarget,
  ExpressGatewayServiceConfiguration,
  Service,
  UpdateExpressGatewayServiceRequest,
} from '@aws-sdk/client-ecs';
import { writeOnce } from '../aws/write.ts';
import type { Baseline, ExpressTarget, Started } from '../model.ts';
import type { World } from '../world.ts';
import { findEffect, holds, type Question } from './effect.ts';
import { readBaseline, type Listed } from './started.ts';

export interface ExpressDeploy {
  target: ExpressTarget;
  /** The registered revision, in custom mode. */
  taskDefinitionArn?: string;
  /** The list for the baseline, if it is already being read. */
  listed?: Promise<Listed> | undefined;
}

interface Effect {
  serviceArn: string;
  configuration?: ExpressGatewayServiceConfiguration;
}

/**
 * Creates or updates an Express service. ARNs come from the service itself, never from a role's ARN, so every partition works.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function deployExpress(deploy: ExpressDeploy, world: World): Promise<Started> {
  const { target } = deploy;
  const baseline = await readBaseline({ ...target, listed: deploy.listed }, world);
  const startedAt = world.clock.now();
  const effect = await send({ deploy, baseline, startedAt }, world);
  const hasStarted = startsDeployment(deploy, effect);
  return {
    cluster: target.cluster,
    service: target.name,
    serviceArn: effect.serviceArn,
    baseline,
    startedAt,
    deploys: hasStarted,
    serviceRevisionArn: hasStarted ? effect.configuration?.serviceRevisionArn : undefined,
    taskDefinitionArn: deploy.taskDefinitionArn ?? effect.configuration?.taskDefinitionArn,
  };
}

/** Whether there is anything for Express to do: its call takes neither tags of a live service nor settings it does not manage. */
export function isExpressCallNeeded({ target: { call }, taskDefinitionArn }: ExpressDeploy): boolean {
  return call.verb === 'create' || taskDefinitionArn !== undefined || Object.keys(call.request).length > 1;
}

/** Scaling settings start none: ECS then returns a revision that is already live. */
function startsDeployment({ target }: ExpressDeploy, { configuration }: Effect): boolean {
  const revision = configuration?.serviceRevisionArn;
  const live = target.express?.activeConfigurations?.map(({ serviceRevisionArn }) => serviceRevisionArn) ?? [];
  return revision === undefined || !live.includes(revision);
}

async function send(
  { deploy, baseline, startedAt }: { deploy: ExpressDeploy; baseline: Baseline; startedAt: Date },
  world: World,
): Promise<Effect> {
  const { call } = deploy.target;
  const { taskDefinitionArn } = deploy;
  const { scalingTarget, ...others } = call.verb === 'update' ? call.request : { scalingTarget: undefined };
  const scales = taskDefinitionArn === undefined && Object.keys(others).length <= 1 ? scalingTarget : undefined;
  const question = { ...deploy.target, baseline, startedAt, taskDefinitionArn, scales };
  const definition = taskDefinitionArn === undefined ? {} : { taskDefinitionArn };
  const lookUp = { findEffect: (looking: World) => find(question, looking) };
  return call.verb === 'create'
    ? await writeOnce(
        {
          action: 'ecs:CreateExpressGatewayService',
          doing: 'creating the Express service',
          send: () => create({ ...call.request, ...definition }, world),
          ...lookUp,
        },
        world,
      )
    : await writeOnce(
        {
          action: 'ecs:UpdateExpressGatewayService',
          doing: 'updating the Express service',
          send: () => update({ ...call.request, ...definition }, world),
          ...lookUp,
        },
        world,
      );
}

async function create(request: CreateExpressGatewayServiceRequest, world: World): Promise<Effect> {
  const service = await world.aws.ecs.createExpressService(request);
  const [configuration] = service?.activeConfigurations ?? [];
  return effectOf(service?.serviceArn, configuration);
}

async function update(request: UpdateExpressGatewayServiceRequest, world: World): Promise<Effect> {
  const service = await world.aws.ecs.updateExpressService(request);
  return effectOf(service?.serviceArn ?? request.serviceArn, service?.targetConfiguration);
}

function effectOf(
  serviceArn: string | undefined,
  configuration: ExpressGatewayServiceConfiguration | undefined,
): Effect {
  return { serviceArn: serviceArn ?? '', configuration };
}

async function find(
  question: Question & { scales: ExpressGatewayScalingTarget | undefined; service?: Service },
  world: World,
): Promise<Effect | undefined> {
  if (question.scales !== undefined)
    return await findScaling(question.scales, question.service?.serviceArn ?? '', world);
  const { service, serviceRevisionArn } = (await findEffect(question, world)) ?? {};
  if (service?.serviceArn === undefined) return undefined;
  const configuration = serviceRevisionArn === undefined ? undefined : { serviceRevisionArn };
  return { serviceArn: service.serviceArn, configuration };
}

/** A change of scaling alone starts no deployment that would show it. */
async function findScaling(
  wanted: ExpressGatewayScalingTarget,
  serviceArn: string,
  { aws }: World,
): Promise<Effect | undefined> {
  const { activeConfigurations = [] } = (await aws.ecs.describeExpressService(serviceArn)) ?? {};
  const configuration = activeConfigurations.find(({ scalingTarget }) => holds(scalingTarget, wanted));
  return configuration && { serviceArn, configuration };
}
