import type { Task } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import type { CauseId } from '../../src/explain/patterns.ts';
import { diagnoseCase, diagnoseLiveCase, T0, WEB, type Case } from './case.ts';

const CHECKED = { ...WEB, healthCheck: { command: ['CMD', '/up'], interval: 60, startPeriod: 120 } };
const stands = (task: Partial<Task>, more: Partial<Case> = {}): Case => ({
  standsStill: true,
  running: [{ launchType: 'FARGATE', ...task }],
  service: { launchType: 'FARGATE' },
  counts: { desired: 1, running: 0, pending: 1 },
  ...more,
});
const pending = [{ name: 'web', lastStatus: 'PENDING' }];
const EARLIER = new Date(T0.getTime() - 90_000);
const attachments = [{ type: 'ElasticNetworkInterface', details: [{ name: 'privateIPv4Address', value: '10.0.3.4' }] }];

/** Nothing died, nothing is said, and each still waits for something else. */
const STANDING: readonly [name: string, given: Case, cause: CauseId, fact: string, never: RegExp][] = [
  [
    'no host yet',
    stands({ lastStatus: 'PROVISIONING', containers: pending }),
    'tasks-provisioning',
    'PROVISIONING',
    /container instance/,
  ],
  [
    'no pull yet',
    stands({ lastStatus: 'PENDING', containers: pending }),
    'tasks-before-pull',
    'PENDING',
    /agent of the container instance/,
  ],
  [
    'pulled and not started',
    stands({ lastStatus: 'PENDING', containers: pending, pullStartedAt: EARLIER, pullStoppedAt: EARLIER }),
    'tasks-after-pull',
    'PENDING',
    /Secrets Manager/,
  ],
  [
    'not registered yet',
    stands({ lastStatus: 'ACTIVATING', containers: [{ name: 'web', lastStatus: 'RUNNING' }] }),
    'tasks-activating',
    'ACTIVATING',
    /pull/,
  ],
  [
    'not checked yet',
    stands(
      { startedAt: T0, containers: [{ name: 'web', lastStatus: 'RUNNING', healthStatus: 'UNKNOWN' }] },
      { containers: [CHECKED] },
    ),
    'container-untested',
    '120 s',
    /fails its health check/,
  ],
  [
    'targets not checked yet',
    stands(
      { startedAt: T0, attachments, containers: [{ name: 'web', lastStatus: 'RUNNING' }] },
      { targets: [{ state: 'initial', description: 'Initial health checks in progress' }] },
    ),
    'targets-untested',
    '10.0.3.4:8080',
    /unhealthy/,
  ],
];

test.each(STANDING)('%s', async (_, given, cause, fact, never) => {
  const [first] = (await diagnoseCase(given)).causes;
  expect(first?.id).toBe(cause);
  const told = [first?.message, first?.explanation, first?.fix].join('\n');
  expect(told).toContain(fact);
  expect(told).not.toMatch(never);
});

test('no task, no event', async () => {
  const given: Case = { standsStill: true, counts: { desired: 2, running: 0, pending: 0 } };
  const [first] = (await diagnoseCase(given)).causes;
  expect(first?.id).toBe('nothing-started' satisfies CauseId);
  expect(first?.message).toContain('2 tasks');
});

test.each(STANDING.filter(([, given]) => given.targets === undefined && given.containers === undefined))(
  '%s, while it goes on',
  async (_, given, cause) => {
    expect((await diagnoseLiveCase(given)).live?.cause.id).toBe(cause);
  },
);

test('a task that was started rules out that none was', async () => {
  const containers = [{ name: 'web', lastStatus: 'STOPPED' }];
  const given: Case = {
    ...stands({ lastStatus: 'DEPROVISIONING', containers }),
    counts: { desired: 1, running: 0, pending: 0 },
  };
  expect((await diagnoseCase(given)).causes).toEqual([]);
});

test('an event that complains and that nobody has described is told as it is', async () => {
  const message = '(service web) has reached the maximum number of widgets (5000)';
  const given: Case = { standsStill: true, events: [message], counts: { desired: 2, running: 0, pending: 0 } };
  const { causes } = await diagnoseCase(given);
  expect(causes.map(({ id, explanation }) => ({ id, explanation }))).toEqual([{}]);
  expect(causes[0]?.message).toContain('maximum number of widgets (5000)');
});

test('a cause that is known goes without the events that nobody has described', async () => {
  const events = [
    '(service web) failed to polish the widgets',
    '(service web) was unable to place a task. Reason: Capacity is unavailable at this time.',
  ];
  const given: Case = { standsStill: true, events, counts: { desired: 2, running: 0, pending: 0 } };
  expect((await diagnoseCase(given)).causes.map(({ id }) => id)).toEqual(['fargate-capacity']);
});
