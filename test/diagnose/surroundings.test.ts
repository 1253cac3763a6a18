import type { CapacityProvider, Service } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { diagnoseCase, diagnoseLiveCase, GROUP, awsError, T0, WEB, type Case } from './case.ts';
import { notStarted, times } from './tasks.ts';

/** What the service, its capacity providers and its target groups say of a rollout that stands still or failed. */

const NO_INSTANCE =
  '(service web) was unable to place a task because no container instance met all of its requirements.';
const FULL = `${NO_INSTANCE} The closest matching container-instance 05016874 has insufficient CPU units available.`;
const UNAVAILABLE =
  '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.';
const ASG = 'arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:57ffcb94:autoScalingGroupName/gpu-asg';
const scaling = (status: 'ENABLED' | 'DISABLED'): CapacityProvider => ({
  name: 'gpu',
  status: 'ACTIVE',
  updateStatus: 'CREATE_COMPLETE',
  autoScalingGroupProvider: { autoScalingGroupArn: ASG, managedScaling: { status, targetCapacity: 90 } },
});
const ON_GPU: Partial<Service> = {
  desiredCount: 2,
  deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 200 },
  capacityProviderStrategy: [{ capacityProvider: 'gpu', weight: 1 }],
};

async function first(given: Case) {
  const { causes, warnings, calls } = await diagnoseCase(given);
  const [cause] = causes;
  const told = [cause?.message, cause?.explanation, cause?.fix, ...(cause?.details ?? [])].join('\n');
  return { id: cause?.id, told, fix: cause?.fix, warnings, calls };
}

describe('a capacity provider without room', () => {
  it.each<[string, CapacityProvider | undefined, string, string[]]>([
    ['managed scaling is off', scaling('DISABLED'), 'provider-not-scaling', ['gpu-asg', ASG]],
    ['managed scaling is on', scaling('ENABLED'), 'provider-at-limit', ['--auto-scaling-group-name gpu-asg', '90 %']],
    ['it was deleted', { name: 'gpu', status: 'INACTIVE' }, 'provider-inactive', ['INACTIVE']],
    [
      'its last update failed',
      { ...scaling('ENABLED'), updateStatus: 'UPDATE_FAILED', updateStatusReason: 'The group was not found.' },
      'provider-broken',
      ['UPDATE_FAILED', 'The group was not found.'],
    ],
    ['it is not in the cluster', undefined, 'provider-unknown', ['gpu', 'prod']],
    [
      'it launches managed instances',
      {
        name: 'gpu',
        status: 'ACTIVE',
        managedInstancesProvider: { infrastructureRoleArn: 'arn:aws:iam::1:role/infra' },
      },
      'managed-instances',
      ['infra'],
    ],
  ])('%s', async (_, provider, id, facts) => {
    for (const event of [FULL, NO_INSTANCE, UNAVAILABLE]) {
      const found = await first({ events: [event], service: ON_GPU, provider });
      expect(found.id).toBe(id);
      for (const fact of facts) expect(found.told).toContain(fact);
      expect(found.warnings).toEqual([]);
    }
  });

  it('is looked up for tasks that stay PROVISIONING, while they wait and at the end', async () => {
    const waiting = times(2, () => ({ lastStatus: 'PROVISIONING', capacityProviderName: 'gpu', containers: [] }));
    const given: Case = {
      running: waiting,
      counts: { desired: 2, running: 0, pending: 2 },
      standsStill: true,
      provider: scaling('DISABLED'),
    };
    expect((await first(given)).id).toBe('provider-not-scaling');
    const { live, calls } = await diagnoseLiveCase(given);
    expect(live?.line).toMatch(/gpu.*managed scaling is off.*gpu-asg/);
    expect(calls.length).toBeLessThanOrEqual(4);
  });

  it('is not asked where it is Fargate, or where the event says more', async () => {
    const spot = { ...ON_GPU, capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] };
    expect((await first({ events: [UNAVAILABLE], service: spot })).calls).not.toContain('describeCapacityProvider');
    const taken = `${NO_INSTANCE} The closest matching container-instance 05016874 is already using a port required by your task.`;
    const found = await first({ events: [taken], service: ON_GPU, provider: scaling('DISABLED') });
    expect(found.id).toBe('placement-port');
    expect(found.calls).not.toContain('describeCapacityProvider');
  });

  it('keeps the event as cause if the provider may not be read', async () => {
    const errors = { describeCapacityProvider: awsError('AccessDeniedException') };
    const found = await first({ events: [FULL], service: ON_GPU, errors });
    expect(found.id).toBe('placement-resources');
    expect(found.warnings).toEqual([]);
  });
});

describe('advice that the service rules out', () => {
  it.each<[string, Partial<Service>, string, RegExp, RegExp]>([
    ['Spot, on launch type FARGATE', { launchType: 'FARGATE' }, UNAVAILABLE, /Availability Zones/, /Spot|base of/],
    [
      'Spot, on the provider FARGATE alone',
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] },
      UNAVAILABLE,
      /Availability Zones/,
      /Spot|base of/,
    ],
    [
      'a minimum that is 0 already',
      { launchType: 'EC2', deploymentConfiguration: { minimumHealthyPercent: 0 } },
      FULL,
      /Add instances/,
      /lower `minimum/,
    ],
    [
      'percents, in a blue/green deployment',
      { launchType: 'EC2', deploymentConfiguration: { strategy: 'BLUE_GREEN', minimumHealthyPercent: 100 } },
      FULL,
      /Add instances/,
      /lower `minimum/,
    ],
  ])('%s', async (_, service, event, says, never) => {
    const { told } = await first({ events: [event], service });
    expect(told).toMatch(says);
    expect(told).not.toMatch(never);
  });

  it('Spot stays advice for a service that uses it', async () => {
    const spot = { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] };
    expect((await first({ events: [UNAVAILABLE], service: spot })).told).toMatch(
      /FARGATE_SPOT[^]*FARGATE with a base of 1/,
    );
  });

  const unreachable = notStarted(
    "CannotPullContainerError: The task cannot pull '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:2' from the Amazon ECR repository. There is a connection issue between the task and Amazon ECR. Check your task network configuration.",
  );
  it.each<['ENABLED' | 'DISABLED', RegExp, RegExp]>([
    ['ENABLED', /internet gateway/, /assignPublicIp` DISABLED|without NAT/],
    ['DISABLED', /assignPublicIp` DISABLED/, /no route to an internet gateway/],
  ])('a public IP that is %s', async (assignPublicIp, says, never) => {
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp } };
    const { told } = await first({ tasks: [unreachable], service: { launchType: 'FARGATE', networkConfiguration } });
    expect(told).toMatch(says);
    expect(told).not.toMatch(never);
  });
});

describe('percents', () => {
  const BLOCKED =
    '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.';
  const at = (desiredCount: number, minimumHealthyPercent: number, maximumPercent: number): Partial<Service> => ({
    desiredCount,
    deploymentConfiguration: { minimumHealthyPercent, maximumPercent },
  });

  it.each<[number, number, number, string[]]>([
    [1, 100, 150, ['1 must run and no more than 1 may', '`maximumPercent` to 200', '`minimumHealthyPercent` to 0']],
    [3, 75, 125, ['3 must run and no more than 3 may', '`minimumHealthyPercent` to 66']],
  ])('%d tasks at %d and %d', async (desired, minimum, maximum, facts) => {
    const found = await first({ events: [BLOCKED], service: at(desired, minimum, maximum), standsStill: true });
    expect(found.id).toBe('percent-deadlock');
    for (const fact of facts) expect(found.told).toContain(fact);
  });

  it('are not to blame where they leave room', async () => {
    const found = await first({ events: [BLOCKED], service: at(4, 50, 200), standsStill: true });
    expect(found.id).toBe('percent-busy');
    expect(found.told).not.toMatch(/does not allow/);
  });

  it('say how many tasks a deployment needs room for', async () => {
    const found = await first({ events: [FULL], service: { ...at(4, 50, 150), launchType: 'EC2' } });
    expect(found.told).toMatch(/at least 2 tasks .*at most 6 /);
  });
});

describe('old targets that drain', () => {
  const given: Case = {
    standsStill: true,
    counts: { desired: 2, running: 2, pending: 0 },
    targets: [
      { id: '10.0.1.1', state: 'draining', reason: 'Target.DeregistrationInProgress' },
      { id: '10.0.1.2', state: 'draining', reason: 'Target.DeregistrationInProgress' },
      { id: '10.0.1.3', state: 'healthy' },
    ],
    delay: 900,
  };

  it('are the cause, with their delay', async () => {
    const found = await first(given);
    expect(found.id).toBe('targets-draining');
    expect(found.told).toMatch(/2 old targets are draining in \(target-group web\)[^]*900 s/);
  });

  it('are not as long as new tasks are missing', async () => {
    expect((await first({ ...given, counts: { desired: 2, running: 1, pending: 1 } })).id).not.toBe('targets-draining');
  });

  it('are told without the delay if it may not be read', async () => {
    const found = await first({ ...given, errors: { deregistrationDelay: awsError('AccessDeniedException') } });
    expect(found.id).toBe('targets-draining');
    expect(found.warnings).toEqual([]);
  });
});

describe('several target groups', () => {
  const ADMIN = GROUP.replace('targetgroup/web/', 'targetgroup/admin/');
  const service: Partial<Service> = {
    loadBalancers: [
      { targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 },
      { targetGroupArn: ADMIN, containerName: 'admin', containerPort: 9000 },
    ],
  };
  const containers = [WEB, { ...WEB, name: 'admin' }];
  const tasks = times(2, () => ({
    stopCode: 'ServiceSchedulerInitiated' as const,
    stoppedReason: `Task failed ELB health checks in (target-group ${ADMIN})`,
    startedAt: T0,
    containers: [
      { name: 'web', exitCode: 143 },
      { name: 'admin', exitCode: 143 },
    ],
  }));
  const events = tasks.map(
    () =>
      `(service web) (port 9000) is unhealthy in (target-group ${ADMIN}) due to (reason Health checks failed with these codes: [404]).`,
  );

  it('the unhealthy one is named with its port, path, matcher, timeout and answer', async () => {
    const { told } = await first({ service, containers, tasks, events });
    expect(told).toMatch(/target-group admin\): Health checks failed with these codes: \[404\]/);
    expect(told).toMatch(/GET \/up on container port 9000, expects 200-299 within 5 s/);
    expect(told).not.toContain('8080');
  });
});

describe('an image that is not there', () => {
  const image = 'registry.example.com/web:2';
  const missing: Case = {
    tasks: times(2, () => ({
      ...notStarted(`CannotPullContainerError: failed to resolve ref ${image}: ${image}: not found`),
      containers: [{ name: 'web', image }],
    })),
  };
  const blamed = (
    origin:
      | { kind: 'input'; input: string; line?: number; column?: number }
      | { kind: 'file'; file: string; line: number; column: number },
  ) => ({
    definition: { family: 'web', containerDefinitions: [{ ...WEB, image }] },
    locate: () => origin,
  });

  it.each([
    ['input', blamed({ kind: 'input', input: 'images' }), /correct the input `images`;/],
    ['input', undefined, /correct the input `image`;/],
    ['file', blamed({ kind: 'file', file: 'task.json', line: 7, column: 3 }), /correct `image` in task\.json, line 7;/],
    [
      'document',
      blamed({ kind: 'input', input: 'task-definition', line: 4, column: 2 }),
      /correct `image` in the input `task-definition`, line 4;/,
    ],
    ['live', undefined, /live task definition/],
    ['revision', blamed({ kind: 'input', input: 'task-definition-arn' }), /revision that `task-definition-arn` names/],
  ] as const)('is corrected where it came from: %s', async (from, given, fix) => {
    const found = await first({ ...missing, blamed: given, images: [{ container: 'web', image, from }] });
    expect(found.id).toBe('image-not-found');
    expect(found.fix).toMatch(fix);
    expect(found.fix).not.toContain('template');
  });
});
