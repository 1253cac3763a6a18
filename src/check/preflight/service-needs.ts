import type { Service } from '@aws-sdk/client-ecs';
import { parseEcrImage } from '../../aws/image.ts';
import type { InputName } from '../../inputs/spec.ts';
import type {
  ExpressTarget,
  Origin,
  Path,
  ServiceDocument,
  ServiceTarget,
  Target,
  TaskDefinition,
} from '../../model.ts';
import { toAfterwards } from '../afterwards.ts';
import { placeInDocument } from '../document-fields.ts';
import type { AskedImage } from '../images-to-run.ts';
import { credentialsNeed, roleNeed, valueNeed } from './definition-needs.ts';
import type { Need } from './need.ts';

interface Asked {
  given: readonly InputName[];
  document?: ServiceDocument | undefined;
}

interface Subject {
  target: Target;
  /** What it will run; absent if ECS registers the definition itself. */
  definition: TaskDefinition | undefined;
}

/** What a service needs besides its task definition. */
export function serviceNeeds(
  { target, definition }: Subject,
  asked: Asked,
  locateInExpress: (path: Path) => Origin,
): Need[] {
  if (target.kind === 'express') return expressNeeds(target, locateInExpress);
  if (target.kind === 'codedeploy') return [];
  return [...alarmNeeds(target, asked), ...targetGroupNeeds({ target, definition }, asked)];
}

/** Images of ECR, whose scans are looked at. */
export function scanNeeds(images: readonly AskedImage[]): Need[] {
  return images.flatMap(({ image: name, origin }): Need[] => {
    const image = parseEcrImage(name);
    return image === undefined ? [] : [{ kind: 'scan', image, name, origin, by: 'ECR' }];
  });
}

function alarmNeeds(target: ServiceTarget, { given, document }: Asked): Need[] {
  const { alarmNames = [], enable } = toAfterwards(target).deployment.alarms ?? {};
  if (enable !== true) return [];
  const isGiven = given.includes('deployment-alarms');
  const place = isGiven ? undefined : placeInDocument('deployment-alarms', document);
  return alarmNames.map((name) => {
    const origin: Origin =
      place !== undefined && document !== undefined
        ? document.locate(place)
        : isGiven
          ? { kind: 'input', input: 'deployment-alarms' }
          : { kind: 'service', service: target.name };
    return { kind: 'alarm', name, isLive: !isGiven && place === undefined, origin, by: 'deployment alarms' };
  });
}

/** ECS has checked those of a live service, unless the network mode changes, and the network configuration with it. */
function targetGroupNeeds({ target, definition }: Subject, { document }: Asked): Need[] {
  if (definition === undefined) return [];
  const { settings, live, name } = target;
  const networkMode = definition.networkMode ?? 'bridge';
  const isSame = live === undefined || (live.definition.networkMode ?? 'bridge') === networkMode;
  const fits = (networkMode === 'awsvpc') === (toAfterwards(target).network !== undefined);
  const groups =
    settings.loadBalancers ?? createdGroups(target) ?? (isSame || !fits ? [] : target.service?.loadBalancers);
  return (groups ?? []).flatMap(({ targetGroupArn, advancedConfiguration }, index) => {
    const isWritten = document?.fields['loadBalancers'] !== undefined;
    const origin: Origin =
      isWritten && document !== undefined
        ? document.locate(['loadBalancers', index])
        : { kind: 'service', service: name };
    return [targetGroupArn, advancedConfiguration?.alternateTargetGroupArn].flatMap((arn): Need[] =>
      arn === undefined || arn === '' ? [] : [{ kind: 'target group', arn, networkMode, origin, by: 'load balancers' }],
    );
  });
}

function createdGroups(target: Target): Service['loadBalancers'] {
  return target.kind === 'service' ? target.creates?.loadBalancers : undefined;
}

/** What the Express call names itself; in custom mode that is in the task definition. */
function expressNeeds({ call: { verb, request }, region }: ExpressTarget, locate: (path: Path) => Origin): Need[] {
  const role = (field: 'executionRoleArn' | 'taskRoleArn', principal = 'ecs-tasks.amazonaws.com'): Need[] =>
    roleNeed(request[field], { by: field, origin: locate([field]), principal });
  const infrastructure =
    verb === 'create'
      ? roleNeed(request.infrastructureRoleArn, {
          by: 'infrastructureRoleArn',
          origin: locate(['infrastructureRoleArn']),
          principal: 'ecs.amazonaws.com',
        })
      : [];
  const { secrets = [], repositoryCredentials } = request.primaryContainer ?? {};
  const values = secrets.flatMap(({ name, valueFrom }, index): Need[] => {
    const need = valueNeed(valueFrom, region);
    const origin = locate(['primaryContainer', 'secrets', index, 'valueFrom']);
    return need === undefined ? [] : [{ ...need, origin, by: `${name ?? 'a secret'} of container "Main"` }];
  });
  const credentials = credentialsNeed(repositoryCredentials?.credentialsParameter, {
    region,
    by: 'the registry of container "Main"',
    origin: locate(['primaryContainer', 'repositoryCredentials']),
  });
  return [...role('executionRoleArn'), ...role('taskRoleArn'), ...infrastructure, ...values, ...credentials];
}
