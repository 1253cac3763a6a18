import { INPUTS, type InputName } from './spec.ts';
import type { InputSpec } from './table/input-spec.ts';

type Told = 'boolean' | 'integer' | 'choice';
type OtherName = Exclude<
  { [N in InputName]: (typeof INPUTS)[N]['type'] extends Told ? never : N }[InputName],
  'github-token'
>;

/** One line of YAML for each input whose type does not say how it looks. */
const OTHERS: Readonly<Record<OtherName, string>> = {
  service: 'web',
  'service-name': 'web',
  cluster: 'prod',
  manifest: 'system.yml',
  directory: 'deployment/ecs/web/prod',
  preview: '"42"',
  confirm: 'web',
  'task-definition': 'task-definition.json',
  'task-definition-arn': 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:3',
  'task-definition-family': 'web',
  image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1.4.2',
  'container-name': 'web',
  images: '{web: "nginx:1.29", proxy: "envoy:1.36"}',
  'image-tag': '1.4.2',
  variables: '{REGION: eu-west-1}',
  'environment-variables': '{LOG_LEVEL: info}',
  'env-files': 'arn:aws:s3:::settings/web.env',
  secrets: '{DATABASE_URL: "arn:aws:ssm:eu-west-1:111122223333:parameter/web/database-url"}',
  'docker-labels': '{team: shop}',
  'log-configuration-options': '{awslogs-group: /ecs/web}',
  command: '[node, server.js]',
  'task-role-arn': 'arn:aws:iam::111122223333:role/web',
  'execution-role-arn': 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
  cpu: '"256"',
  memory: '"512"',
  tags: '{team: shop}',
  'keep-null-value-keys': 'volumes',
  'service-definition': 'service-definition.yaml',
  'circuit-breaker-threshold': '50%',
  'smoke-test': '"{endpoint}/health"',
  'metric-checks': '5xx-rate < 1%',
  'pause-at': '[POST_TEST_TRAFFIC_SHIFT]',
  'deployment-alarms': '[web-5xx]',
  'capacity-provider-strategy': '[{capacityProvider: FARGATE, weight: 1}]',
  'platform-version': '1.4.0',
  'service-managed-ebs-volume-name': 'data',
  'service-managed-ebs-volume': '{roleArn: "arn:aws:iam::111122223333:role/ecsInfrastructureRole", sizeInGiB: 20}',
  'infrastructure-role-arn': 'arn:aws:iam::111122223333:role/ecsInfrastructureRole',
  'log-group': '/ecs/web',
  'log-stream-prefix': 'ecs',
  'repository-credentials': 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-a1b2c3',
  subnets: '[subnet-1, subnet-2]',
  'security-groups': '[sg-1]',
  'health-check-path': '/health',
  'run-task-container-overrides': '[{name: web, command: [npm, run, migrate]}]',
  'run-task-subnets': '[subnet-1, subnet-2]',
  'run-task-security-groups': '[sg-1]',
  'run-task-capacity-provider-strategy': '[{capacityProvider: FARGATE, weight: 1}]',
  'run-task-started-by': 'deploy',
  'run-task-tags': '{team: shop}',
  'run-task-managed-ebs-volume-name': 'data',
  'run-task-managed-ebs-volume': '{roleArn: "arn:aws:iam::111122223333:role/ecsInfrastructureRole", sizeInGiB: 20}',
  'codedeploy-appspec': 'appspec.yaml',
  'codedeploy-application': 'AppECS-prod-web',
  'codedeploy-deployment-group': 'DgpECS-prod-web',
  'codedeploy-deployment-description': 'Release 42',
  'codedeploy-deployment-config': 'CodeDeployDefault.ECSAllAtOnce',
  'rollback-to': 'previous',
  schedules: '[nightly]',
  'environment-name': 'production',
  'environment-url': 'https://example.com',
};

/** How the input looks as one line of YAML: `image: nginx:1.29`. */
export function exampleOf(name: InputName): string {
  return `${name}: ${name in OTHERS ? OTHERS[name as OtherName] : plainExample(INPUTS[name])}`;
}

function plainExample(spec: InputSpec): string {
  if (spec.type === 'integer') return String(spec.min);
  return spec.type === 'choice' ? (spec.choices[0] ?? '') : 'true';
}
