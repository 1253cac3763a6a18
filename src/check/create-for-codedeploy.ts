import type { InputName } from '../inputs/spec.ts';
import type { Origin, Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { launchTypeOf } from './afterwards.ts';
import { membersForEcs, OF_CODE_DEPLOY } from './codedeploy-members.ts';
import { DOCUMENT_FIELDS } from './document-fields.ts';
import type { LiveContext } from './live-context.ts';

/** What a service that CodeDeploy will deploy cannot have, although CreateService takes it for others (docs: API_CreateService, DG/deployment-type-bluegreen). */
export function* codeDeployRules(context: LiveContext): Iterable<Problem> {
  yield* balancers(context);
  yield* services(context);
  yield* ownDeployments(context);
  yield* percents(context);
}

const BY_ECS =
  'or remove "deploymentController" and let ECS itself shift the traffic ("deploymentConfiguration": {"strategy": "BLUE_GREEN"})';

function* balancers(context: LiveContext): Iterable<Problem> {
  const { target, after } = context;
  const at = (message: string, fix: string): Problem =>
    toProblem('create-codedeploy', placeOf(['loadBalancers'], context), { message, fix });
  const [first, ...more] = after.loadBalancers;
  if (first === undefined || after.loadBalancers.every(({ targetGroupArn }) => targetGroupArn === undefined)) {
    yield at(
      `CodeDeploy shifts the traffic of "${target.name}" from one target group to another, so ECS creates the service only with an Application or Network Load Balancer; "loadBalancers" names no target group.`,
      `Add "loadBalancers" with "targetGroupArn", "containerName" and "containerPort", ${BY_ECS}.`,
    );
  } else if (more.length > 0) {
    yield at(
      `"loadBalancers" has ${after.loadBalancers.length} entries, but a service that CodeDeploy deploys can have only one target group; the second one of its deployment group is not part of the service.`,
      `Leave one entry, ${BY_ECS}.`,
    );
  }
}

/** CodeDeploy knows nothing of these (AWS: "Migrating from AWS CodeDeploy to Amazon ECS for blue/green deployments"). */
function* services(context: LiveContext): Iterable<Problem> {
  const { target, after } = context;
  const { serviceConnectConfiguration: connect } = target.settings;
  const refused: [boolean, string, Path][] = [
    [after.isDaemon, 'the scheduling strategy DAEMON', ['schedulingStrategy']],
    [connect?.enabled === true, 'Service Connect', ['serviceConnectConfiguration']],
    [after.volumes.length > 0, 'EBS volumes', ['volumeConfigurations']],
  ];
  for (const [isAsked, what, path] of refused) {
    if (!isAsked) continue;
    yield toProblem('create-codedeploy', placeOf(path, context), {
      message: `Service "${target.name}" cannot have ${what} if CodeDeploy deploys it.`,
      fix: `Remove "${path.join('.')}", ${BY_ECS}.`,
    });
  }
}

function* ownDeployments(context: LiveContext): Iterable<Problem> {
  const { target } = context;
  for (const member of membersForEcs(target.settings.deploymentConfiguration)) {
    yield toProblem('create-codedeploy', placeOf(['deploymentConfiguration', member], context), {
      message: `"deploymentConfiguration.${member}" is for deployments that ECS makes, but CodeDeploy deploys service "${target.name}".`,
      fix: `Remove it (${OF_CODE_DEPLOY}), ${BY_ECS}.`,
    });
  }
}

/** On container instances both have their default values (docs: API_DeploymentConfiguration). */
function* percents(context: LiveContext): Iterable<Problem> {
  const { target, after } = context;
  const { minimumHealthyPercent: minimum = 100, maximumPercent: maximum = 200 } = after.deployment;
  const onInstances = after.capacityProviders.length === 0 && (launchTypeOf(after) ?? 'EC2') === 'EC2';
  if (!onInstances || (minimum === 100 && maximum === 200)) return;
  const member = minimum === 100 ? 'maximumPercent' : 'minimumHealthyPercent';
  yield toProblem('create-codedeploy', placeOf(['deploymentConfiguration', member], context), {
    message: `Service "${target.name}" runs on EC2 and CodeDeploy deploys it, so ECS accepts only the defaults: minimum healthy percent 100 and maximum percent 200.`,
    fix: `Remove minimumHealthyPercent and maximumPercent, ${BY_ECS}.`,
  });
}

/** The input that set it, or its line in the service definition. */
function placeOf(path: Path, { given, document, originOf }: LiveContext): Origin {
  const isWithin = (place: Path | undefined): boolean =>
    place !== undefined && path.every((key, index) => place[index] === key);
  const isHook = path.at(-1) === 'lifecycleHooks' && given.includes('pause-at');
  const input = isHook ? 'pause-at' : given.find((name: InputName) => isWithin(DOCUMENT_FIELDS[name]));
  if (input !== undefined) return originOf(input);
  return document?.locate(path) ?? originOf('service-definition');
}
