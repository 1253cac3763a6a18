import type { Deployment, Service, Task } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { Started, TargetState } from '../../src/model.ts';
import { doubtsAbout, type Expected, type Live } from '../../src/verify/doubts.ts';

const NEW = 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:42';
const OLD = 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:41';
const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/0123456789abcdef';
const ENDED = new Date('2026-11-21T10:05:00Z');
const digest = (hex: string): string => `sha256:${hex.repeat(64)}`;

const STARTED: Started = {
  cluster: 'prod',
  service: 'web',
  serviceArn: 'arn:aws:ecs:us-east-1:111122223333:service/prod/web',
  baseline: { primaryId: 'ecs-svc/old', eventIds: new Set() },
  startedAt: new Date('2026-11-21T10:00:00Z'),
  taskDefinitionArn: NEW,
  primaryId: 'ecs-svc/new',
  deploys: true,
};
const SERVICE: Service = {
  status: 'ACTIVE',
  taskDefinition: NEW,
  desiredCount: 2,
  loadBalancers: [{ targetGroupArn: GROUP }],
  deployments: [{ id: 'ecs-svc/new', status: 'PRIMARY' }],
};

function task(number: number, changes: Partial<Task> = {}): Task {
  return {
    taskArn: `arn:aws:ecs:us-east-1:111122223333:task/prod/${number}`,
    taskDefinitionArn: NEW,
    createdAt: STARTED.startedAt,
    containers: [{ name: 'web', image: 'web:2', imageDigest: digest('b') }],
    attachments: [{ details: [{ name: 'privateIPv4Address', value: `10.0.0.${number}` }] }],
    ...changes,
  };
}

function target(number: number, changes: Partial<TargetState> = {}): TargetState {
  return { targetGroupArn: GROUP, id: `10.0.0.${number}`, port: 8080, state: 'healthy', ...changes };
}

const INTERNAL = GROUP.replace('targetgroup/web', 'targetgroup/web-internal');
const internal = (number: number): TargetState => target(number, { targetGroupArn: INTERNAL });
/** A service with one load balancer for each list: its target group and, where it has one, the alternate. */
const withGroups = (...groups: string[][]): Service => ({
  ...SERVICE,
  loadBalancers: groups.map(([targetGroupArn, alternateTargetGroupArn]) => ({
    targetGroupArn,
    ...(alternateTargetGroupArn === undefined
      ? {}
      : { advancedConfiguration: { alternateTargetGroupArn, productionListenerRule: '', roleArn: '' } }),
  })),
});

const GOOD: Live = {
  service: SERVICE,
  running: [task(1), task(2)],
  targets: [target(1), target(2)],
  requestedTasks: 2,
};
const WANTED: Expected = {
  started: STARTED,
  images: [{ container: 'web', image: 'web:2', digests: [digest('b')] }],
  endedAt: ENDED,
};

function doubts(seen: Partial<Live>, wanted: Partial<Expected> = {}): string[] {
  const { wrong, unhealthy } = doubtsAbout({ ...GOOD, ...seen }, { ...WANTED, ...wanted });
  return [...wrong, ...unhealthy].map(({ message }) => message);
}

const withContainer = (container: object): Task[] => [
  task(1),
  task(2, { containers: [{ name: 'web', ...container }] }),
];
const images = (image: string, ...digests: string[]): Partial<Expected> => ({
  images: [{ container: 'web', image, digests }],
});
const LATE = { createdAt: new Date(ENDED.getTime() + 1) };

describe('evidence against a success', () => {
  it.each<[string, Partial<Live>, Partial<Expected>?]>([
    ['The service runs', { service: { ...SERVICE, taskDefinition: OLD } }],
    [
      '1 of 3 running tasks runs web:41, not web:42',
      { running: [task(1), task(2), task(3, { taskDefinitionArn: OLD })] },
    ],
    ['1 of 2 tasks of the new revision runs', { running: [task(1)] }],
    ['0 of 2 tasks of the new revision run', { running: [] }],
    ['the image web:1, not web:2', { running: withContainer({ image: 'web:1' }) }],
    ['runs the digest', { running: withContainer({ image: 'web:2', imageDigest: digest('a') }) }],
    [
      'runs the digest',
      { running: withContainer({ imageDigest: digest('a') }) },
      images(`web@${digest('b')}`, digest('b'), digest('c')),
    ],
    [
      'runs the digest',
      { running: withContainer({ image: `web@${digest('a')}` }) },
      images(`web:2@${digest('b')}`, digest('b')),
    ],
    ['has no container web', { running: [task(1), task(2, { containers: [{ name: 'app', image: 'web:2' }] })] }],
    [
      '1 of 3 running tasks belongs to the previous deployment (ecs-svc/old)',
      { running: [task(1), task(2), task(3, { startedBy: 'ecs-svc/old' })] },
    ],
    [
      'is not registered in the target group web-internal',
      { service: withGroups([GROUP], [INTERNAL]), targets: [target(1), target(2), internal(1)] },
    ],
    [
      'No task of this deployment is registered in the target group web-internal',
      { service: withGroups([GROUP], [INTERNAL]), targets: [target(1), target(2)] },
    ],
    ['The service is DRAINING', { service: { ...SERVICE, status: 'DRAINING' } }],
    ['is unhealthy', { targets: [target(1), target(2, { state: 'unhealthy' })] }],
    ['is not registered', { targets: [target(1)] }],
    ['No task of this deployment is registered', { targets: [target(8), target(9)] }],
    ['No task of this deployment is registered', { targets: [] }],
    [
      '1 of 2 running tasks are registered',
      { running: [task(1, { attachments: [] }), task(2, { attachments: [] })], targets: [target(1, { id: 'i-1' })] },
    ],
  ])('%s', (message, seen, wanted) => {
    expect(doubts(seen, wanted)).toEqual(expect.arrayContaining([expect.stringContaining(message)]));
  });

  it('is another PRIMARY deployment, if someone deployed the same revision at the same moment', () => {
    const service = { ...SERVICE, deployments: [{ id: 'ecs-svc/theirs', status: 'PRIMARY' }] };
    expect(doubts({ service }, { provesPrimary: true })).toEqual([expect.stringContaining('ecs-svc/theirs')]);
    expect(doubts({ service })).toEqual([]);
  });
});

describe('what proves nothing is noted', () => {
  const notes = (seen: Partial<Live>, wanted: Partial<Expected> = {}): string[] =>
    doubtsAbout({ ...GOOD, ...seen }, { ...WANTED, ...wanted }).notes;

  it.each<[string, Partial<Live>, Partial<Expected>?]>([
    [
      'fine if the latter is a multi-platform image',
      { running: withContainer({ imageDigest: digest('a') }) },
      images(`web@${digest('b')}`),
    ],
    [
      'stopped with exit code 3',
      { running: withContainer({ image: 'web:2', imageDigest: digest('b'), lastStatus: 'STOPPED', exitCode: 3 }) },
    ],
  ])('%s', (message, seen, wanted) => expect(notes(seen, wanted)).toEqual([expect.stringContaining(message)]));

  it('but not if there is nothing odd', () => {
    expect(notes({})).toEqual([]);
    expect(notes({ running: withContainer({ lastStatus: 'STOPPED', exitCode: 0 }) })).toEqual([]);
  });
});

describe('a newer deployment', () => {
  const replaced = (primary: Deployment): boolean =>
    doubtsAbout(
      { ...GOOD, service: { ...SERVICE, deployments: [{ status: 'PRIMARY', ...primary }] } },
      { ...WANTED, started: { ...STARTED, primaryCreatedAt: STARTED.startedAt } },
    ).replaced;

  it.each<[boolean, Deployment]>([
    [true, { id: 'ecs-svc/theirs', createdAt: ENDED }],
    [false, { id: 'ecs-svc/new', createdAt: STARTED.startedAt }],
    [false, { id: 'ecs-svc/old', createdAt: new Date(0) }],
  ])('replaced ours: %s', (wanted, primary) => expect(replaced(primary)).toBe(wanted));
});

describe('what does not', () => {
  it.each<[string, Partial<Live>, Partial<Expected>?]>([
    ['everything as asked', {}],
    ['tasks that may not be read', { running: undefined }],
    ['targets that may not be read', { targets: undefined }],
    ['a service without tasks', { service: { ...SERVICE, desiredCount: 0 }, running: [], targets: [] }],
    ['a service without load balancer', { service: { ...SERVICE, loadBalancers: [] }, targets: [] }],
    ['scaling out since', { service: { ...SERVICE, desiredCount: 6 }, running: [task(1), task(2), task(3, LATE)] }],
    ['scaling in since', { service: { ...SERVICE, desiredCount: 1 }, running: [task(1)], targets: [target(1)] }],
    [
      'more tasks than one call shows',
      {
        service: { ...SERVICE, desiredCount: 300 },
        requestedTasks: 300,
        running: Array.from({ length: 100 }, (_, n) => task(n)),
        targets: Array.from({ length: 100 }, (_, n) => target(n)),
      },
    ],
    [
      'a success that fewer tasks are enough for',
      {
        service: {
          ...SERVICE,
          deploymentConfiguration: {
            earlySuccessCriteria: { enable: true, healthyPercent: 50, sourceServiceRevisionCleanup: 'DEFERRED' },
          },
        },
        running: [task(1), task(3, { taskDefinitionArn: OLD })],
      },
    ],
    [
      'an image of several platforms',
      { running: withContainer({ imageDigest: digest('c') }) },
      images('web:2', digest('b'), digest('c')),
    ],
    [
      'two target groups that a deployment swaps',
      { service: withGroups([GROUP, INTERNAL]), targets: [internal(1), internal(2)] },
    ],
    [
      'targets by IPv6',
      {
        running: [1, 2].map((n) =>
          task(n, {
            attachments: [
              {
                details: [
                  { name: 'privateIPv4Address', value: `10.9.9.${n}` },
                  { name: 'ipv6Address', value: `fd00::${n}` },
                ],
              },
            ],
          }),
        ),
        targets: [target(1, { id: 'fd00::1' }), target(2, { id: 'fd00::2' })],
      },
    ],
    [
      'the short name of an image of Docker Hub',
      {
        running: withContainer({ image: 'docker.io/library/nginx:latest' }).slice(1),
        requestedTasks: 1,
        targets: [target(2)],
      },
      images('nginx'),
    ],
    [
      'the digest of a platform in the place of that of its index, where no registry could be asked',
      { running: withContainer({ imageDigest: digest('a') }) },
      images(`web@${digest('b')}`),
    ],
    ['a digest that nobody could look up', { running: withContainer({ imageDigest: digest('c') }) }, images('web:2')],
    [
      'the digest that ECS shows beside the tag',
      { running: withContainer({ image: `web:2@${digest('b')}`, imageDigest: digest('b') }) },
    ],
    [
      'a tag that was pushed again and that ECS resolved for this deployment',
      {
        running: withContainer({ imageDigest: digest('c') }),
        revision: { containerImages: [{ containerName: 'web', imageDigest: digest('c') }] },
      },
    ],
    [
      'a container that ECS adds',
      {
        running: [
          task(1),
          task(2, {
            containers: [
              { name: 'ecs-service-connect-x', image: 'x', imageDigest: digest('d') },
              { name: 'web', image: 'web:2', imageDigest: digest('b') },
            ],
          }),
        ],
      },
    ],
    ['targets of old tasks that drain', { targets: [target(1), target(2), target(9, { state: 'draining' })] }],
    [
      'a group without health check',
      { targets: [target(1), target(2, { state: 'unavailable', reason: 'Target.HealthCheckDisabled' })] },
    ],
    [
      'tasks by the port of their instance',
      {
        running: [task(1, { attachments: [] }), task(2, { attachments: [] })],
        targets: [target(1, { id: 'i-1', port: 32768 }), target(1, { id: 'i-1', port: 32769 })],
      },
    ],
  ])('%s', (_, seen, wanted) => expect(doubts(seen, wanted)).toEqual([]));
});
