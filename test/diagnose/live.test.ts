import { describe, expect, it } from 'vitest';
import { diagnoseLiveCase, REVISION, taskId, WEB, type Case } from './case.ts';
import { exited, healthEvent, times } from './tasks.ts';

const COUNTS = { desired: 2, running: 0, pending: 2 };
const LATE = 'service web was unable to place a task. Reason: Capacity is unavailable at this time.';
const FOREIGN = { startedBy: 'ecs-svc/1', taskDefinitionArn: REVISION.replace(':2', ':1') };
const ADDRESS = { networkInterfaces: [{ privateIpv4Address: '10.0.3.4' }] };

const pending = (container: object) => ({ lastStatus: 'PENDING', containers: [container] });

describe('what a deployment waits for', () => {
  it.each<[string, Case, string | undefined]>([
    [
      'dependency-awaited',
      {
        counts: COUNTS,
        running: [
          {
            lastStatus: 'PENDING',
            containers: [
              { name: 'web', lastStatus: 'PENDING' },
              { name: 'db', lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' },
            ],
          },
        ],
        containers: [
          { ...WEB, dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }] },
          { ...WEB, name: 'db' },
        ],
      },
      'db',
    ],
    [
      'provider-stands-still',
      { counts: COUNTS, running: [{ lastStatus: 'PROVISIONING', capacityProviderName: 'gpu' }] },
      'gpu',
    ],
    ['fargate-capacity', { counts: { ...COUNTS, pending: 0 }, events: [LATE] }, 'Capacity is unavailable'],
    [
      'says-setting-missing',
      {
        counts: { ...COUNTS, failed: 2 },
        tasks: times(2, () => exited({ name: 'web', exitCode: 1 })),
        logs: { [`ecs/web/${taskId(1)}`]: ['Error: DATABASE_URL is not set'] },
      },
      'DATABASE_URL',
    ],
    [
      'target-timeout',
      {
        counts: { ...COUNTS, running: 2, pending: 0 },
        running: [{ startedAt: new Date(), containers: [{ name: 'web', ...ADDRESS }] }],
        targets: [{ state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' }],
      },
      'Request timed out',
    ],
  ])('%s', async (id, given, words) => {
    const { live, calls } = await diagnoseLiveCase(given);
    expect(live?.cause.id).toBe(id);
    expect(live?.line).toContain(words);
    expect(calls.length).toBeLessThanOrEqual(4);
  });

  it('is an image that is being pulled', async () => {
    const running = [
      {
        ...pending({ name: 'web', image: 'big:1', lastStatus: 'PENDING' }),
        pullStartedAt: new Date('2026-09-01T10:04:31Z'),
      },
    ];
    expect((await diagnoseLiveCase({ counts: COUNTS, running })).live?.line).toContain('big:1 since 10:04:31 UTC');
    const done = running.map((task) => ({ ...task, pullStoppedAt: new Date() }));
    expect((await diagnoseLiveCase({ counts: COUNTS, running: done })).live).toBeUndefined();
  });

  it('is a target that was not checked yet, if it is ours', async () => {
    const targets = [
      { state: 'initial', reason: 'Elb.InitialHealthChecking', description: 'Initial health checks in progress' },
    ];
    const counts = { desired: 1, running: 1, pending: 0 };
    const task = { containers: [{ name: 'web', ...ADDRESS }] };
    const { live } = await diagnoseLiveCase({ counts, targets, running: [task] });
    expect(live?.line).toMatch(/10\.0\.3\.4:8080.*target-group web.*Initial health checks in progress/);
    const { live: other } = await diagnoseLiveCase({ counts, targets, running: [{ ...task, ...FOREIGN }] });
    expect(other).toBeUndefined();
  });

  it('is a resource of an Express service, with its reason, at no cost', async () => {
    const resources = [
      { resource: 'log group', status: 'PROVISIONING' },
      { resource: 'certificate', status: 'PROVISIONING', reason: 'Waiting for DNS validation' },
    ];
    const { live, calls } = await diagnoseLiveCase({ resources });
    expect(live?.line).toContain('certificate of the service is still PROVISIONING: Waiting for DNS validation');
    expect(calls).toEqual([]);
  });
});

describe('what is no reason to wait', () => {
  it.each<[string, Case]>([
    ['what happened before the deployment', { counts: COUNTS, oldEvents: [LATE] }],
    [
      'tasks of another deployment',
      { counts: COUNTS, running: [{ ...FOREIGN, ...pending({ name: 'web', healthStatus: 'UNHEALTHY' }) }] },
    ],
    ['what ECS overcame', { counts: COUNTS, events: [LATE, '(service web) has started 2 tasks: (task 1) (task 2).'] }],
    [
      'targets of the old revision',
      {
        counts: { desired: 1, running: 1, pending: 0 },
        targets: [{ state: 'unhealthy', reason: 'Target.Timeout' }],
        running: [{ containers: [{ name: 'web' }] }, { ...FOREIGN, containers: [{ name: 'web', ...ADDRESS }] }],
      },
    ],
    [
      'old tasks that drain',
      {
        counts: { desired: 1, running: 1, pending: 0, failed: 3 },
        targets: [{ state: 'draining' }],
        tasks: [exited({ name: 'web', exitCode: 1 })],
      },
    ],
  ])('%s', async (_, given) => {
    expect((await diagnoseLiveCase(given)).live).toBeUndefined();
  });

  it('is not an event about capacity while tasks are still missing', async () => {
    const started = '(service web) has started 1 tasks: (task 1).';
    const { live } = await diagnoseLiveCase({ counts: { ...COUNTS, pending: 1 }, events: [LATE, started] });
    expect(live?.line).toContain('Capacity is unavailable');
  });

  it('reads no log if none may be shown', async () => {
    const tasks = [exited({ name: 'web', exitCode: 1 })];
    const { calls } = await diagnoseLiveCase({ counts: { ...COUNTS, failed: 1 }, tasks, logLines: 0 });
    expect(calls).not.toContain('lastLines');
  });

  it('tells a target of a task that was replaced', async () => {
    const { live } = await diagnoseLiveCase({
      counts: { desired: 1, running: 1, pending: 0 },
      events: [healthEvent(0, 'Request timed out')],
      tasks: [{ stoppedReason: 'Task failed ELB health checks in (target-group web)', startedAt: new Date() }],
    });
    expect(live?.line).toContain('Request timed out');
  });
});
