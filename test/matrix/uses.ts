import type { Behaviour } from '../../emulator/behaviours.ts';
import { createDeployment } from '../../emulator/code-deploy.ts';
import { addService } from '../../emulator/services.ts';
import type { World } from '../../emulator/world.ts';
import type { Need } from '../../src/aws/permissions.ts';
import { deployedByColleague, hooked, pauseAt, WEB } from '../scenarios/foreign.ts';
import { APPSPEC, FILES, GROUP } from '../scenarios/play-codedeploy.ts';
import { EXAMPLE, QUICK_START, REGISTRY, type play } from '../scenarios/play.ts';
import { deploySecond, deploySecondImage, registerSecond } from '../scenarios/rollback-history.ts';

/** Something that a step is used for, and how it ends where nothing breaks. */
export interface MatrixUse {
  name: string;
  /** The headings of docs/permissions.md that are for it, with ` + ` between them. */
  policy: string;
  needs?: readonly Need[];
  outcome: string;
  /** Calls that this use can do without, though its policy has them for others. */
  optional?: readonly string[];
  /** Without what it reads it goes another way to the same end: only what runs then is compared. */
  goesOtherWays?: true;
  /** How many warnings a call may cost that stays broken: one if it is not said. */
  warnings?: number;
  given: Parameters<typeof play>[0];
}

/** Shown nowhere: the value of an environment variable whose name says that it is a secret. */
export const CANARY = 'canary-in-the-environment';

const DONE: Behaviour = { kind: 'exits', exitCode: 0, afterSeconds: 5 };
const SECRET = { 'environment-variables': `API_KEY=${CANARY}` };
const DEPLOY = { ...QUICK_START, ...SECRET };
const GOOD = `sha256:${'5d'.repeat(32)}`;
const SHOP = { service: 'shop', image: `${REGISTRY}/shop@${GOOD}`, ...SECRET };
const ROLES = {
  'infrastructure-role-arn': 'arn:aws:iam::123456789012:role/ecsInfrastructureRole',
  'execution-role-arn': 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
};
const SHOP_FILES = {
  'task-definition.json': EXAMPLE.replace('"name": "web"', '"name": "Main"').replace(
    '"family": "web"',
    '"family": "shop"',
  ),
};
const definition = (family: string): string => EXAMPLE.replace('"family": "web"', `"family": "${family}"`);
const SYSTEM = `defaults:
  cluster: prod
  image: ${REGISTRY}/web@${GOOD}
services:
  web:
    task-definition: task-definition.json
  api:
    task-definition: api.json
  worker:
    task-definition: worker.json
    wave: 2
`;

const runsOnce = ({ behaviours }: World): void => void behaviours.oneOff.set('web', DONE);

const paused = (world: World): void => {
  hooked(pauseAt('POST_PRODUCTION_TRAFFIC_SHIFT'))(world);
  deployedByColleague({ secondsAgo: 600 })(world);
};

const byCodeDeploy = (world: World): void => {
  registerSecond(world);
  const content = APPSPEC.replace('<TASK_DEFINITION>', 'web:2');
  createDeployment(world.home, { ...GROUP, revision: { appSpecContent: { content } } });
  world.clock.advance(20_000);
};

function withSystem({ home }: World): void {
  const { networkConfiguration } = home.services[0]?.settings ?? {};
  const settings = { cluster: 'prod', desiredCount: 1, launchType: 'FARGATE', networkConfiguration } as const;
  for (const serviceName of ['api', 'worker']) addService(home, { ...settings, serviceName, taskDefinition: 'web:1' });
}

const CLASSIC = { scenario: 'classic-healthy' } as const;
const EXPRESS = { scenario: 'express-canary' } as const;
const BY_CODE_DEPLOY = { scenario: 'codedeploy-healthy', files: FILES } as const;

export const MATRIX_USES: readonly MatrixUse[] = [
  {
    name: 'deploy: rolling',
    policy: 'Deploy a classic service',
    outcome: 'succeeded',
    given: { ...CLASSIC, inputs: DEPLOY },
  },
  {
    name: 'deploy: canary',
    policy: 'Deploy a classic service',
    outcome: 'succeeded',
    given: { scenario: 'canary', inputs: DEPLOY },
  },
  {
    name: 'deploy: CodeDeploy',
    policy: 'Deploy with CodeDeploy',
    outcome: 'succeeded',
    given: { ...BY_CODE_DEPLOY, inputs: DEPLOY },
  },
  {
    name: 'deploy: Express image',
    policy: 'Deploy an Express service',
    outcome: 'succeeded',
    given: { ...EXPRESS, inputs: SHOP },
  },
  {
    name: 'deploy: Express task definition',
    policy: 'Deploy an Express service',
    outcome: 'succeeded',
    given: {
      ...EXPRESS,
      files: SHOP_FILES,
      inputs: { ...SHOP, 'task-definition': 'task-definition.json', variables: 'REGION=us-east-1' },
    },
  },
  {
    name: 'deploy: creates a service',
    policy: 'Deploy a classic service + Create a classic service',
    needs: ['create'],
    outcome: 'succeeded',
    given: {
      ...CLASSIC,
      inputs: {
        ...DEPLOY,
        service: 'shop',
        'service-definition':
          '{ "desiredCount": 1, "launchType": "FARGATE", "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-0aaa1111"] } } }',
      },
    },
  },
  {
    name: 'deploy: creates an Express service',
    optional: ['ecs:DescribeExpressGatewayService'],
    policy: 'Deploy an Express service',
    outcome: 'succeeded',
    given: { ...EXPRESS, inputs: { ...SHOP, ...ROLES, service: 'store' } },
  },
  {
    name: 'deploy: three services',
    warnings: 3,
    policy: 'Deploy a classic service',
    outcome: 'succeeded',
    given: {
      ...CLASSIC,
      change: withSystem,
      files: { 'system.yml': SYSTEM, 'api.json': definition('api'), 'worker.json': definition('worker') },
      inputs: { manifest: 'system.yml', variables: 'REGION=us-east-1' },
    },
  },
  {
    name: 'deploy: after a task',
    policy: 'Deploy a classic service + Run a one-off task',
    needs: ['run-task'],
    outcome: 'succeeded',
    given: { ...CLASSIC, change: runsOnce, inputs: { ...DEPLOY, 'run-task': 'true' } },
  },
  { name: 'plan', policy: 'Plan', outcome: 'planned', given: { ...CLASSIC, inputs: { ...DEPLOY, mode: 'plan' } } },
  {
    name: 'register',
    policy: 'Register',
    outcome: 'registered',
    given: { ...CLASSIC, inputs: { ...DEPLOY, service: '', cluster: '', mode: 'register' } },
  },
  {
    name: 'run-task',
    policy: 'Run a one-off task',
    needs: ['run-task'],
    outcome: 'succeeded',
    given: { ...CLASSIC, change: runsOnce, inputs: { ...DEPLOY, mode: 'run-task', 'run-task': 'true' } },
  },
  {
    name: 'rollback',
    policy: 'Roll back',
    needs: ['rollback'],
    outcome: 'succeeded',
    given: { ...CLASSIC, change: deploySecond, inputs: { ...WEB, mode: 'rollback' } },
  },
  {
    name: 'rollback: in flight',
    optional: ['ecs:DescribeTaskDefinition'],
    goesOtherWays: true,
    warnings: 2,
    policy: 'Roll back',
    needs: ['rollback', 'rollback-in-flight'],
    outcome: 'succeeded',
    given: { ...CLASSIC, begin: deployedByColleague(), inputs: { ...WEB, mode: 'rollback' } },
  },
  {
    name: 'rollback: Express image',
    policy: 'Roll back + Deploy an Express service',
    needs: ['rollback'],
    outcome: 'succeeded',
    given: { ...EXPRESS, change: deploySecondImage, inputs: { service: 'shop', mode: 'rollback' } },
  },
  {
    name: 'watch',
    policy: 'Watch',
    outcome: 'succeeded',
    given: { ...CLASSIC, begin: deployedByColleague(), inputs: { ...WEB, mode: 'watch' } },
  },
  {
    name: 'watch: CodeDeploy',
    policy: 'Watch + Deploy with CodeDeploy',
    outcome: 'succeeded',
    given: { ...BY_CODE_DEPLOY, begin: byCodeDeploy, inputs: { ...WEB, mode: 'watch' } },
  },
  {
    name: 'continue',
    policy: 'Continue',
    needs: ['continue'],
    outcome: 'succeeded',
    given: { scenario: 'blue-green', begin: paused, inputs: { ...WEB, mode: 'continue' } },
  },
  {
    name: 'stop',
    policy: 'Stop',
    needs: ['stop'],
    outcome: 'succeeded',
    given: { ...CLASSIC, begin: deployedByColleague(), inputs: { ...WEB, mode: 'stop' } },
  },
  {
    name: 'delete',
    policy: 'Delete',
    needs: ['delete'],
    outcome: 'deleted',
    given: { ...CLASSIC, inputs: { mode: 'delete', ...WEB, confirm: 'web' } },
  },
  {
    name: 'delete: Express',
    policy: 'Delete',
    needs: ['delete'],
    outcome: 'deleted',
    given: { ...EXPRESS, inputs: { mode: 'delete', service: 'shop', confirm: 'shop' } },
  },
];
