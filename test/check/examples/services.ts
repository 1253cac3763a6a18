import { registerScalableTarget } from '../../../emulator/auto-scaling.ts';
import { addLiveWeb } from '../../../emulator/scenarios/live-web.ts';
import { deleteService } from '../../../emulator/services.ts';
import type { World } from '../../../emulator/world.ts';
import type { RuleName } from '../../../src/rules.ts';
import { deployedByColleague, WEB } from '../../scenarios/foreign.ts';
import { FILES } from '../../scenarios/play-codedeploy.ts';
import type { Example } from '../example.ts';
import { deployed, played } from '../played.ts';

const THERE = 'With service "web" in cluster "prod":';
const IMAGE = { image: 'web:2.0.0' };
const DEPLOY = { ...WEB, ...IMAGE };
const ARN = 'arn:aws:ecs:us-east-1:123456789012:service/prod/web';

function deleted({ home }: World): void {
  deleteService(home, { ...WEB, force: true });
}

/** An inline service definition for the live service "web". */
function defined(text: string, more: Parameters<typeof deployed>[1]['inputs'] = {}): Example {
  return deployed(THERE, { inputs: { ...WEB, ...more, 'service-definition': text } });
}

const SUBNETS = '"networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-1"] } }';

/** A service definition for a service that does not exist. */
function created(inputs: Parameters<typeof deployed>[1]['inputs']): Example {
  return deployed('With only service "web" in cluster "prod", and a sound task definition:', {
    inputs: {
      service: 'shop',
      cluster: 'prod',
      'task-definition': 'task-definition.json',
      variables: 'REGION=us-east-1',
      image: 'shop:2.0.0',
      'service-definition': `{ "desiredCount": 2, "launchType": "FARGATE", ${SUBNETS} }`,
      ...inputs,
    },
  });
}

function scaled({ home }: World): void {
  registerScalableTarget(home, {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/prod/web',
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: 3,
    MaxCapacity: 6,
  });
}

export const OF_SERVICES = {
  'cloudformation-owned': deployed('When the stack "shop" created "web":', {
    inputs: DEPLOY,
    change: ({ home }) => {
      for (const service of home.services) service.tags = [{ key: 'aws:cloudformation:stack-name', value: 'shop' }];
    },
  }),
  'desired-count-scaling': deployed('When auto scaling keeps "web" between 3 and 6 tasks:', {
    inputs: { ...DEPLOY, 'desired-count': '1' },
    change: scaled,
  }),
  'arn-region': deployed('In a job whose Region is us-east-1:', {
    inputs: { service: ARN.replace('us-east-1', 'eu-west-1'), ...IMAGE },
  }),
  'arn-account': deployed('With credentials for the account 123456789012:', {
    inputs: { service: ARN.replace('123456789012', '999999999999'), ...IMAGE },
  }),
  'arn-cluster': deployed(THERE, { inputs: { service: ARN, cluster: 'staging', ...IMAGE } }),
  'cluster-missing': deployed('With a cluster "prod":', { inputs: { service: 'web', cluster: 'prd', ...IMAGE } }),
  'create-near': created({ service: 'wbe' }),
  'service-missing': deployed(THERE, { inputs: { service: 'wbe', cluster: 'prod', ...IMAGE } }),
  'service-inactive': deployed('With service "web" deleted yesterday:', {
    inputs: DEPLOY,
    change: (world) => {
      deleted(world);
      world.clock.advance(24 * 60 * 60_000);
    },
  }),
  'service-draining': deployed('While service "web" is being deleted:', { inputs: DEPLOY, begin: deleted }),
  'service-type': deployed('With a classic service "web" in cluster "prod":', {
    inputs: { ...DEPLOY, 'service-type': 'express' },
  }),
  'deployment-controller': deployed('With service "web" that has the deployment controller EXTERNAL:', {
    scenario: 'empty',
    inputs: DEPLOY,
    change: (world) => {
      addLiveWeb(world, { deploymentController: { type: 'EXTERNAL' }, deploymentConfiguration: undefined });
    },
  }),
  'deployment-in-progress': played(
    'While somebody else deploys "web" (with `if-in-progress: proceed`, the default, this is a warning):',
    { inputs: { ...DEPLOY, 'if-in-progress': 'fail' }, begin: deployedByColleague() },
  ),
  'task-definition-missing': deployed('With task definition "web" up to revision 1:', {
    inputs: { ...WEB, 'task-definition-family': 'web', 'task-definition-revision': '99' },
  }),
  'service-definition-count': defined('{ "services": [] }'),
  'service-definition-name': defined('serviceName: api\ndesiredCount: 3\n'),
  'service-definition-base': defined('{ "taskDefinition": "api" }', {
    'task-definition-family': 'web',
  }),
  'service-definition-kind': defined('{ "healthCheckPath": "/health" }'),
  'empty-value': defined('desiredCount:\nenableExecuteCommand: true\n'),
  'service-field-fixed': defined('launchType: EC2\ndesiredCount: 3\n'),
  'circuit-breaker-unused': deployed('For a service that CodeDeploy deploys:', {
    scenario: 'codedeploy-healthy',
    files: FILES,
    inputs: {
      ...WEB,
      'service-definition':
        'desiredCount: 3\ndeploymentConfiguration:\n  deploymentCircuitBreaker:\n    enable: true\n    rollback: false\n',
    },
  }),
  'service-capacity': defined(
    'launchType: FARGATE\ncapacityProviderStrategy:\n  - capacityProvider: FARGATE_SPOT\n    weight: 1\n',
  ),
  'input-over-definition': defined('{ "desiredCount": 3 }', { 'desired-count': '5' }),
  'strategy-settings': defined('deploymentConfiguration:\n  canaryConfiguration:\n    canaryPercent: 10\n'),
  'create-definition': created({ 'task-definition': '' }),
  'create-network': created({ 'service-definition': '{ "desiredCount": 2, "launchType": "FARGATE" }' }),
  'create-count': created({ 'service-definition': `{ "launchType": "FARGATE", ${SUBNETS} }` }),
  'create-daemon': created({
    'service-definition': `{ "launchType": "FARGATE", "schedulingStrategy": "DAEMON", ${SUBNETS} }`,
  }),
  'create-codedeploy': created({
    'service-definition': `{ "desiredCount": 2, "launchType": "FARGATE", "deploymentController": { "type": "CODE_DEPLOY" }, ${SUBNETS} }`,
  }),
  'create-role': created({
    'service-definition': `{ "desiredCount": 2, "launchType": "FARGATE", "role": "ecsServiceRole", ${SUBNETS} }`,
  }),
  placement: defined('placementStrategy:\n  - type: spread\n    field: attribute:ecs.availability-zone\n'),
  'load-balancer-name': defined(
    'loadBalancers:\n  - loadBalancerName: web\n    containerName: web\n    containerPort: 8080\n',
  ),
  'registry-count': defined(
    'serviceRegistries:\n  - registryArn: arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1\n  - registryArn: arn:aws:servicediscovery:us-east-1:123456789012:service/srv-2\n',
  ),
  'network-id': defined('networkConfiguration:\n  awsvpcConfiguration:\n    subnets: [public-a, sg-0ccc3333]\n'),
  'resource-arn': defined(
    'loadBalancers:\n  - targetGroupArn: arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188\n    containerName: web\n    containerPort: 8080\n',
  ),
  'service-connect-namespace': defined('serviceConnectConfiguration:\n  enabled: true\n'),
  'service-connect-alias': defined(
    'serviceConnectConfiguration:\n  enabled: true\n  namespace: internal\n  services:\n    - portName: http\n      clientAliases:\n        - port: 80\n          dnsName: Shop.Internal\n',
  ),
  'create-name': created({ service: 'shop.api' }),
  'auto-scaling-none': deployed('With a service "web" that has no auto scaling:', {
    inputs: { ...DEPLOY, 'suspend-auto-scaling': 'true' },
  }),
  'image-may-expire': deployed(
    'When the lifecycle policy of the repository keeps ten images, whatever their tags are:',
    {
      inputs: {
        ...DEPLOY,
        image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:2.0.0',
        'protect-images': 'true',
      },
      change: ({ home }) =>
        void home.repositories.set('123456789012.dkr.ecr.us-east-1.amazonaws.com/web', {
          lifecyclePolicy: {
            rules: [
              {
                rulePriority: 1,
                description: 'Keep ten images',
                selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 },
                action: { type: 'expire' },
              },
            ],
          },
        }),
    },
  ),
  'auto-scaling-unreadable': deployed('With credentials that may not read auto scaling:', {
    inputs: { ...DEPLOY, 'suspend-auto-scaling': 'true' },
    change: ({ faults }) => void faults.deny.add('application-autoscaling:DescribeScalableTargets'),
  }),
  'live-definition-unreadable': deployed('With credentials that may not read task definitions:', {
    inputs: DEPLOY,
    change: ({ faults }) => void faults.deny.add('ecs:DescribeTaskDefinition'),
  }),
} satisfies Partial<Record<RuleName, Example>>;
