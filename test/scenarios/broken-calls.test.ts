import { describe, expect, it } from 'vitest';
import type { InputName } from '../../src/inputs/spec.ts';
import { play, QUICK_START, REGISTRY, type Played } from './play.ts';

const CALLS = [
  'ecs:DescribeServices',
  'ecs:DescribeTaskDefinition',
  'ecs:RegisterTaskDefinition',
  'ecs:UpdateService',
  'ecs:ListServiceDeployments',
  'ecs:DescribeServiceDeployments',
  'ecs:DescribeServiceRevisions',
  'ecs:ListTasks',
  'ecs:DescribeTasks',
  'elasticloadbalancing:DescribeTargetHealth',
  'ecr:BatchGetImage',
] as const;

const IMAGE_MODE: Partial<Record<InputName, string>> = {
  image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}`,
  'infrastructure-role-arn': 'arn:aws:iam::111122223333:role/ecsInfrastructureRole',
  'execution-role-arn': 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
};

/** Revisions and service deployments that this run made, as AWS keeps them. */
function made({ emulator: { world } }: Played): { revisions: number; deployments: number } {
  const web = world.home.services.find(({ name }) => name === 'web');
  return { revisions: (world.home.families.get('web')?.length ?? 0) - 1, deployments: (web?.rollouts.length ?? 0) - 1 };
}

describe.each(CALLS)('%s', (action) => {
  it.each<[string, Parameters<typeof play>[0]['change']]>([
    ['loses its answer', ({ faults }) => faults.dropResponse.set(action, 1)],
    [
      'breaks inside AWS',
      ({ faults }) =>
        faults.fail.set(action, { name: 'ServerException', message: 'Service Unavailable', httpStatus: 503, times: 1 }),
    ],
    ['is throttled', ({ faults }) => faults.throttle.set(action, 3)],
  ])('%s: one revision, one deployment, and the truth', async (_, change) => {
    const played = await play({ scenario: 'classic-healthy', inputs: QUICK_START, change });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(made(played)).toEqual({ revisions: 1, deployments: 1 });
    expect(played.log).not.toMatch(/\bbug\b/);
  });
});

describe('a lost answer, and reads that are as before the write for a while', () => {
  const sent = ({ writes }: Played, action: string): number => writes.filter((write) => write.action === action).length;

  it('starts one deployment', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'force-new-deployment': 'true' },
      change: ({ faults }) => {
        faults.dropResponse.set('ecs:UpdateService', 1);
        faults.staleSeconds = { describeServices: 12, listServiceDeployments: 12, describeServiceDeployments: 12 };
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(sent(played, 'UpdateService')).toBe(1);
  });

  it('creates one Express service', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { service: 'store', ...IMAGE_MODE },
      change: ({ faults }) => {
        faults.dropResponse.set('ecs:CreateExpressGatewayService', 1);
        faults.staleSeconds.describeServices = 12;
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(sent(played, 'CreateExpressGatewayService')).toBe(1);
  });

  it('updates an Express service once', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { service: 'shop', image: IMAGE_MODE.image ?? '' },
      change: ({ faults }) => {
        faults.dropResponse.set('ecs:UpdateExpressGatewayService', 1);
        faults.staleSeconds.describeServices = 12;
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(sent(played, 'UpdateExpressGatewayService')).toBe(1);
  });
});

it('creates the first Express service of an account, where the cluster default is not there yet', async () => {
  const played = await play({
    scenario: 'empty',
    inputs: { service: 'store', 'service-type': 'express', ...IMAGE_MODE },
    change: ({ home }) => home.clusters.delete('default'),
  });
  expect(played.outputs['outcome']).toBe('succeeded');
});

it('names the cluster that does not exist, and the nearest that does', async () => {
  const played = await play({ scenario: 'classic-healthy', inputs: { ...QUICK_START, cluster: 'prd' } });
  expect(played.log).toContain('The cluster "prd" does not exist in Region us-east-1. Did you mean "prod"?');
  expect(played.writes).toEqual([]);
});
