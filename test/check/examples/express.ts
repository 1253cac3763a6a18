import type { RuleName } from '../../../src/rules.ts';
import { FILES, group } from '../../scenarios/play-codedeploy.ts';
import { express, type Example } from '../example.ts';
import { deployed, played } from '../played.ts';
import { besideWeb } from './beside-web.ts';

const ROLE = 'arn:aws:iam::123456789012:role';
const CREATE = {
  service: 'shop',
  'service-type': 'express',
  image: 'shop:1.4.2',
  'execution-role-arn': `${ROLE}/ecsTaskExecutionRole`,
} as const;
const CODEDEPLOY = { scenario: 'codedeploy-healthy', files: FILES };
const DEPLOY = {
  service: 'web',
  cluster: 'prod',
  image: 'web:2.0.0',
  'codedeploy-appspec': 'appspec.yaml',
} as const;
const TASK = { mode: 'run-task', cluster: 'prod', service: 'web' } as const;
const TASK_OF_WEB = 'With service "web", whose task definition has the container "web":';
const override = (command: string): string => JSON.stringify([{ name: 'web', command: [command] }]);

export const OF_EXPRESS = {
  'express-required': deployed('For an Express service that does not exist:', { scenario: 'empty', inputs: CREATE }),
  'express-health-check-path': deployed('For an Express service that does not exist:', {
    scenario: 'empty',
    inputs: { ...CREATE, 'infrastructure-role-arn': `${ROLE}/ecsInfrastructureRole` },
  }),
  'express-desired-count': express(
    'For an Express service that scales between 2 and 6 tasks:',
    { activeConfigurations: [{ scalingTarget: { minTaskCount: 2, maxTaskCount: 6 } }] },
    { 'desired-count': '8' },
  ),
  'express-tags-removed': express(
    'For an Express service with the tags "team" and "cost-center":',
    {
      tags: [
        { key: 'team', value: 'shop' },
        { key: 'cost-center', value: '4711' },
      ],
    },
    { 'mutate-tags-on-update': 'true' },
  ),
} satisfies Partial<Record<RuleName, Example>>;

export const OF_CODEDEPLOY = {
  'codedeploy-application-missing': deployed('With the CodeDeploy application "AppECS-prod-web":', {
    ...CODEDEPLOY,
    inputs: { ...DEPLOY, 'codedeploy-application': 'web' },
  }),
  'codedeploy-group-missing': deployed('With the deployment group "DgpECS-prod-web":', {
    ...CODEDEPLOY,
    inputs: { ...DEPLOY, 'codedeploy-deployment-group': 'web' },
  }),
  'codedeploy-group-of-another-service': deployed('With a deployment group that deploys service "shop":', {
    ...CODEDEPLOY,
    inputs: DEPLOY,
    change: group({ ecsServices: [{ serviceName: 'shop', clusterName: 'prod' }] }),
  }),
  'codedeploy-description-cut': deployed('For a service that CodeDeploy deploys:', {
    ...CODEDEPLOY,
    inputs: { ...DEPLOY, 'codedeploy-deployment-description': 'x'.repeat(600) },
    shown: { 'codedeploy-deployment-description': 'Release notes of … (600 characters)' },
  }),
} satisfies Partial<Record<RuleName, Example>>;

export const OF_TASKS = {
  'run-task-definition': played('With services "web" and "api" that run different task definitions:', {
    inputs: { ...TASK, service: 'web, api' },
    change: besideWeb,
  }),
  'run-task-network': played('With a task definition "web" of network mode awsvpc:', {
    inputs: { mode: 'run-task', cluster: 'prod', 'task-definition-family': 'web' },
  }),
  'run-task-container': played(TASK_OF_WEB, {
    inputs: { ...TASK, 'run-task-container-overrides': '[{ "name": "wbe", "command": ["migrate"] }]' },
  }),
  'run-task-volume': played('With service "web", whose task definition has no volumes:', {
    inputs: {
      ...TASK,
      'run-task-managed-ebs-volume-name': 'data',
      'run-task-managed-ebs-volume': `{ "roleArn": "${ROLE}/ebs", "sizeInGiB": 20 }`,
    },
  }),
  'run-task-overrides-too-large': played(TASK_OF_WEB, {
    inputs: { ...TASK, 'run-task-container-overrides': override('x'.repeat(9000)) },
    shown: { 'run-task-container-overrides': override('… (9,000 characters)') },
  }),
} satisfies Partial<Record<RuleName, Example>>;
