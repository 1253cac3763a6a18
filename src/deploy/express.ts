import type {
  CreateExpressGatewayServiceRequest,
  ExpressGatewayServiceConfiguration,
  UpdateExpressGatewayServiceRequest,
} from '@aws-sdk/client-ecs';
import { toDeployError } from '../aws/failure.ts';
import { writeOnce } from '../aws/write.ts';
import { DeployError } from '../errors.ts';
import type { Baseline, ExpressTarget, Started } from '../model.ts';
import type { World } from '../world.ts';
import { findEffect, type Question } from './effect.ts';
import { readBaseline } from './started.ts';

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
 * Creates or updates an Express service. ARNs come from the service itself, never from a role's ARN, so every partition works.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function deployExpress(deploy: ExpressDeploy, world: World): Promise<Started> {
  const { target } = deploy;
  const baseline = await readBaseline(target, world);
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

/** Whether there is anything for Express to do: its call takes neither tags of a live service nor what it does not manage. */
export function isExpressCallNeeded({ target: { call }, taskDefinitionArn }: ExpressDeploy): boolean {
  return call.verb === 'create' || taskDefinitionArn !== undefined || Object.keys(call.request).length > 1;
}

/** Makes the tags of a live service equal to those of the inputs; tells of each call that AWS accepted. */
export async function changeTags({ tags, service }: ExpressTarget, accepted: () => void, world: World): Promise<void> {
  const serviceArn = service?.serviceArn;
  if (tags === undefined || serviceArn === undefined) return;
  const { removed, added } = tags;
  const doing = 'changing the tags of the service';
  const refused = (action: string) => (error: unknown) => {
    throw toDeployError(error, { action, doing });
  };
  if (removed.length > 0) {
    await world.aws.ecs.untagResource(serviceArn, removed).then(accepted, refused('ecs:UntagResource'));
  }
  if (added.length > 0) {
    await world.aws.ecs.tagResource(serviceArn, added).then(accepted, refused('ecs:TagResource'));
  }
}

/** Scaling settings start none: ECS then answers with a revision that is live already. */
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
  const question = { ...deploy.target, baseline, startedAt, taskDefinitionArn };
  const definition = taskDefinitionArn === undefined ? {} : { taskDefinitionArn };
  const lookUp = { findEffect: () => find(question, world) };
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
  if (serviceArn === undefined) {
    throw new DeployError('aws', 'ECS answered without the ARN of the Express service.', {
      fix: 'Look at the service in the console, then run the step again.',
    });
  }
  return { serviceArn, configuration };
}

async function find(question: Question, world: World): Promise<Effect | undefined> {
  const { service, serviceRevisionArn } = (await findEffect(question, world)) ?? {};
  if (service?.serviceArn === undefined) return undefined;
  const configuration = serviceRevisionArn === undefined ? undefined : { serviceRevisionArn };
  return { serviceArn: service.serviceArn, configuration };
}
