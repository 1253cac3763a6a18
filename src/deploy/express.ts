import type {
  CreateExpressGatewayServiceRequest,
  ExpressGatewayScalingTarget,
  ExpressGatewayServiceConfiguration,
  Service,
  UpdateExpressGatewayServiceRequest,
} from '@aws-sdk/client-ecs';
import { toDeployError } from '../aws/failure.ts';
import { writeOnce } from '../aws/write.ts';
import type { Baseline, ExpressTarget, Started } from '../model.ts';
import type { World } from '../world.ts';
import { findEffect, holds, type Question } from './effect.ts';
import { readBaseline } from './started.ts';
import { makeTagsEqual } from './tags.ts';

export interface ExpressDeploy {
  target: ExpressTarget;
  /** The registered revision, in custom mode. */
  taskDefinitionArn?: string;
}

interface Effect {
  serviceArn: string;
  configuration?: ExpressGatewayServiceConfiguration;
}

/**
 * Creates or updates an Express service, then sends what Express does not manage through UpdateService.
 * ARNs come from the service itself, never from a role's ARN, so every partition works.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function deployExpress(deploy: ExpressDeploy, world: World): Promise<Started> {
  const { target } = deploy;
  const baseline = await readBaseline(target, world);
  const startedAt = world.clock.now();
  await makeTagsEqual(target, world);
  const effect = isExpressCallNeeded(deploy)
    ? await send({ deploy, baseline, startedAt }, world)
    : unchangedEffect(target);
  const hasStarted = startsDeployment(deploy, effect);
  const settings = hasStarted ? withoutForce(target.settings) : target.settings;
  await sendUnmanaged({ target: { ...target, settings }, effect }, world);
  const taskDefinitionArn = deploy.taskDefinitionArn ?? effect.configuration?.taskDefinitionArn;
  return {
    cluster: target.cluster,
    service: target.name,
    serviceArn: effect.serviceArn,
    baseline,
    startedAt,
    deploys: hasStarted || settings.forceNewDeployment === true,
    serviceRevisionArn: hasStarted ? effect.configuration?.serviceRevisionArn : undefined,
    taskDefinitionArn,
  };
}

/** A forced deployment would replace the one that the Express call has just started. */
function withoutForce(settings: ExpressTarget['settings']): ExpressTarget['settings'] {
  const others = { ...settings };
  delete others.forceNewDeployment;
  return others;
}

/** Scaling settings and what goes through UpdateService start none: ECS then answers with a revision that is live already. */
function startsDeployment(deploy: ExpressDeploy, { configuration }: Effect): boolean {
  const { target } = deploy;
  const revision = configuration?.serviceRevisionArn;
  const live = target.express?.activeConfigurations?.map(({ serviceRevisionArn }) => serviceRevisionArn) ?? [];
  return isExpressCallNeeded(deploy) && (revision === undefined || !live.includes(revision));
}

function isExpressCallNeeded({ target: { call }, taskDefinitionArn }: ExpressDeploy): boolean {
  return call.verb === 'create' || taskDefinitionArn !== undefined || Object.keys(call.request).length > 1;
}

function unchangedEffect({ service }: ExpressTarget): Effect {
  return effectOf(service?.serviceArn, undefined);
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

/** What changes the scaling alone starts no deployment that would show it. */
async function findScaling(
  wanted: ExpressGatewayScalingTarget,
  serviceArn: string,
  { aws }: World,
): Promise<Effect | undefined> {
  const { activeConfigurations = [] } = (await aws.ecs.describeExpressService(serviceArn)) ?? {};
  const configuration = activeConfigurations.find(({ scalingTarget }) => holds(scalingTarget, wanted));
  return configuration && { serviceArn, configuration };
}

async function sendUnmanaged(
  { target, effect }: { target: ExpressTarget; effect: Effect },
  world: World,
): Promise<void> {
  if (Object.keys(target.settings).length === 0) return;
  world.emit(
    {
      at: world.clock.now(),
      kind: 'notice',
      message: `${Object.keys(target.settings).join(' and ')} sent through UpdateService: Express does not manage it.`,
    },
    target,
  );
  try {
    const request = { cluster: target.cluster, service: effect.serviceArn, ...target.settings };
    const send = () => world.aws.ecs.updateService(request);
    await writeOnce({ action: 'ecs:UpdateService', doing: 'sending further settings', send }, world);
  } catch (error) {
    throw toDeployError(error, {
      action: 'ecs:UpdateService',
      doing: 'sending the settings that Express does not manage',
    });
  }
}
