import { GUIDE as ECS_GUIDE, type Pattern } from './pattern.ts';

const GUIDE = 'https://docs.aws.amazon.com/codedeploy/latest/userguide';
const TROUBLE = `${GUIDE}/troubleshooting-ecs.html`;

/** Why CodeDeploy could not do its part at all, mostly by the code of its error (docs: API_ErrorInformation). */
export const CODE_DEPLOY_ERRORS = [
  {
    id: 'codedeploy-lambda-missing',
    title: 'The function of a hook does not exist',
    pattern:
      /^(?:The hook (?<hook>\w+) of the CodeDeploy deployment failed: )?(?:The )?Lambda function (?:\S{1,200}:function:)?(?<function1>[\w-]{1,140})\S{0,40} .{0,80}(?:does not exist|not found|could not be found)|INVALID_LAMBDA_(?:FUNCTION|CONFIGURATION)/i,
    plain: 'CodeDeploy has no function to call for the hook {hook|of the AppSpec}[[: {function} does not exist]].',
    causes: [],
    fix: 'Correct the name or ARN that the AppSpec has for {hook|the hook} in `Hooks`[[ ({function})]] to a Lambda function in <region> and this account, or create that function.',
    link: `${GUIDE}/reference-appspec-file-structure-hooks.html`,
    noRetryHelps: true,
  },
  {
    id: 'codedeploy-pass-role',
    title: 'The role of the deployment group is not allowed to pass a role to ECS',
    pattern:
      /(?:ECS service cannot be updated|CodeDeploy).{0,120}:assumed-role\/(?<role>[\w+=,.@-]{1,64})\/.{0,160}iam:PassRole on resource: (?<passed>arn:[^\s,]{1,300})/i,
    plain:
      'CodeDeploy starts the new tasks with the service role of the deployment group ({role}), and {role} is not allowed to pass {passed} to ECS.',
    causes: [],
    fix: 'Allow the role {role}, the service role of the deployment group, iam:PassRole on {passed} (condition iam:PassedToService ecs-tasks.amazonaws.com); the credentials of this run are not involved.',
    link: `${ECS_GUIDE}/codedeploy_IAM_role.html`,
    noRetryHelps: true,
    settles: true,
    excludes: ['pass-role', 'not-authorized'],
  },
  {
    id: 'codedeploy-rule-missing',
    title: 'A listener or rule of the deployment group does not exist',
    pattern:
      /ELB could not be updated.{0,60}(?:(?<what>Rule|Listener)s? (?:not found:? ?)?'?(?<arn>arn:[^\s']{1,300})?'? ?(?:not found)?)(?=.*(?:not found|RuleNotFound|ListenerNotFound))/i,
    plain: 'CodeDeploy was to shift the traffic with a listener or rule that does not exist any more[[: {arn}]].',
    causes: [],
    fix: 'Correct `prodTrafficRoute` (and `testTrafficRoute`) in `loadBalancerInfo.targetGroupPairInfoList` of the deployment group to the ARN of a listener that exists[[, instead of {arn}]]; a listener that was deleted and created again has another ARN.',
    link: TROUBLE,
    noRetryHelps: true,
  },
  {
    id: 'codedeploy-gradual',
    title: 'A Network Load Balancer shifts the traffic only at once',
    pattern: /Only ALB supports gradual traffic routing/i,
    plain:
      'The deployment configuration shifts the traffic in steps (gradual), and behind a Network Load Balancer CodeDeploy can shift it only at once.',
    causes: [],
    fix: 'Set `codedeploy-deployment-config` (or `deploymentConfigName` of the deployment group) to CodeDeployDefault.ECSAllAtOnce, or put the service behind an Application Load Balancer.',
    link: TROUBLE,
    noRetryHelps: true,
  },
  {
    id: 'codedeploy-missing',
    title: 'The application or deployment group of CodeDeploy does not exist',
    pattern: /(?:DEPLOYMENT_GROUP|APPLICATION|REVISION)_MISSING|CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND/i,
    plain: 'The application, deployment group or revision of the deployment was deleted while it ran.',
    causes: [],
    fix: 'Create the application and deployment group again (CloudTrail names who deleted them), then deploy again; another name goes into `codedeploy-application` and `codedeploy-deployment-group`.',
    link: `${GUIDE}/deployment-groups-create-ecs.html`,
    noRetryHelps: true,
  },
  {
    id: 'codedeploy-service-unfit',
    title: 'CodeDeploy cannot deploy to the service as it is',
    pattern:
      /^(?!.*ELB could not|.*must be behind).*INVALID_ECS_SERVICE|primary task ?set .{0,60}(?:not (?:in )?steady|not stable)/i,
    plain:
      'CodeDeploy takes a service with one PRIMARY task set that is steady, and this one is not: its message says why.',
    causes: [],
    fix: 'Bring the service to a steady state first (`aws ecs describe-services`, `taskSets`: one PRIMARY with as many running as desired; delete task sets that a broken deployment left behind), then deploy again.',
    link: TROUBLE,
  },
  {
    id: 'codedeploy-scaling',
    title: 'Auto scaling got in the way of CodeDeploy',
    pattern: /AUTO_?SCALING_\w{3,40}|Auto Scaling changed the desired count/i,
    plain: 'Application Auto Scaling and CodeDeploy changed the service at the same time.',
    causes: [],
    fix: 'Deploy again with `suspend-auto-scaling: true`, which holds Application Auto Scaling while CodeDeploy works.',
    link: TROUBLE,
  },
  {
    id: 'codedeploy-throttled',
    title: 'AWS throttled CodeDeploy',
    pattern: /\bTHROTTLED\b/,
    plain: 'CodeDeploy made more calls to ECS or Elastic Load Balancing than AWS allows this account.',
    causes: [],
    fix: 'Deploy again in a few minutes, with fewer deployments at once in this account and Region.',
    link: TROUBLE,
    passes: true,
  },
  {
    id: 'codedeploy-limit',
    title: 'A limit of CodeDeploy or ECS is reached',
    pattern: /RESOURCE_LIMIT_EXCEEDED|OVER_MAX_INSTANCES/i,
    plain: 'CodeDeploy met a limit; its message says of what.',
    causes: [],
    fix: 'Remove what the message counts and nobody uses (such as task sets of earlier deployments: `aws ecs delete-task-set`), or ask for a higher quota (Service Quotas, AWS CodeDeploy or Amazon ECS), then deploy again.',
    link: `${GUIDE}/limits.html`,
  },
  {
    id: 'codedeploy-internal',
    title: 'CodeDeploy had an internal error',
    pattern: /\(INTERNAL_ERROR\)|^INTERNAL_ERROR\b/,
    plain: 'CodeDeploy failed for a reason of its own. Nothing is known against the new revision.',
    causes: [],
    fix: 'Deploy again; if it stays so, look at the AWS Health Dashboard and open a case with AWS Support, with the id of the deployment.',
    link: TROUBLE,
    passes: true,
  },
  {
    id: 'codedeploy-elb',
    title: 'CodeDeploy could not change the load balancer',
    pattern:
      /ELB could not be updated due to the following error: (?!(?:Primary|Green) task ?set|Only target group|One or more target groups)(?<reason>.{3,400}?)\.?(?: \(Service: |(?: \([A-Z_]{3,60}\))?$)/i,
    plain: 'CodeDeploy was to shift the traffic, and Elastic Load Balancing refused: {reason}.',
    causes: [],
    fix: 'Correct what Elastic Load Balancing names, in the listeners or in `loadBalancerInfo` of the deployment group, then deploy again.',
    link: TROUBLE,
  },
] as const satisfies readonly Pattern[];
