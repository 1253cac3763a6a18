import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../../emulator/behaviours.ts';
import type { World } from '../../emulator/world.ts';
import { validReport } from '../report/valid-report.ts';
import { hooked, pauseAt } from './foreign.ts';
import { EXAMPLE, play, QUICK_START, REGISTRY, type Played } from './play.ts';

/** What the step says while a rollout does not get on. */

const PROXY = `${REGISTRY}/proxy:1`;
const STUCK = { ...QUICK_START, 'circuit-breaker': 'off', checks: 'off', 'wait-for-minutes': '8' } as const;
const CAUSE = 'Error: connect ECONNREFUSED 10.0.9.9:5432';

/** `web` waits for `proxy`, whose health check needs ten minutes to fail. */
const DEPENDENT = EXAMPLE.replace(
  '"name": "web",',
  '"name": "web", "dependsOn": [{ "containerName": "proxy", "condition": "HEALTHY" }],',
).replace(
  /\n {2}\]\n\}\s*$/u,
  `, {
    "name": "proxy",
    "image": "${PROXY}",
    "healthCheck": { "command": ["CMD-SHELL", "curl -f http://localhost:9901/ready"], "interval": 120, "retries": 5 },
    "logConfiguration": {
      "logDriver": "awslogs",
      "options": { "awslogs-group": "/ecs/web", "awslogs-region": "\${REGION}", "awslogs-stream-prefix": "ecs" }
    }
  }]
}`,
);

const withProxy =
  (logLines: string[]) =>
  ({ behaviours }: World): void =>
    void behaviours.byImage.set(PROXY, { kind: 'unhealthy-container', logLines });
const always =
  (does: Behaviour) =>
  ({ behaviours }: World): void =>
    void (behaviours.fallback = does);

/** The lines that say why nothing moves. */
function reasons({ log }: Played): string[] {
  return log.match(/^[\d:]{8} {2}waiting \(no progress .*/gmu) ?? [];
}

describe('a rollout that stands still', () => {
  const dependent = { scenario: 'classic-healthy', files: { 'task-definition.json': DEPENDENT } } as const;

  it('names the container that is waited for, and its log, once', async () => {
    const played = await play({ ...dependent, inputs: STUCK, change: withProxy([CAUSE]) });
    expect(reasons(played)).toEqual([
      expect.stringMatching(
        /^10:02.*2 min\): container web .* container proxy \(dependsOn HEALTHY\).*10\.0\.9\.9:5432$/,
      ),
    ]);
    expect(played.outputs['outcome']).toBe('timed-out');
    const [cause] = validReport(played.report).services[0]?.causes ?? [];
    expect(cause?.logLine).toBe(CAUSE);
  });

  it('names the health check if the log says nothing', async () => {
    const played = await play({ ...dependent, inputs: STUCK, change: withProxy([]) });
    expect(reasons(played)).toEqual([expect.stringContaining('curl -f http://localhost:9901/ready')]);
  });

  it('says it again after ten minutes, or when it changes', async () => {
    const inputs = { ...STUCK, 'wait-for-minutes': '24' };
    const played = await play({ ...dependent, inputs, change: withProxy([CAUSE]) });
    const [first, second, ...more] = reasons(played);
    expect(first).toMatch(/^10:02/);
    expect(second).toMatch(/^10:1\d.*failed container health checks.*proxy/);
    expect(more.length).toBeLessThanOrEqual(1);
  });

  it.each<[string, Behaviour, RegExp]>([
    ['capacity', { kind: 'no-capacity' }, /Capacity is unavailable/],
    [
      'an image that is pulled',
      { kind: 'slow', startSeconds: 600 },
      /web@sha256:5d.* since 10:00:\d\d UTC \(2 tasks\)$/,
    ],
    ['a crash', { kind: 'exits', exitCode: 1, logLines: ['Error: DATABASE_URL is not set'] }, /code 1.*DATABASE_URL/],
    [
      'targets that are not reached',
      { kind: 'unhealthy-target', timeout: true, logLines: ['listening on 127.0.0.1:8080'] },
      /target-group web\).*127\.0\.0\.1/,
    ],
  ])('tells about %s', async (_, does, words) => {
    const played = await play({ scenario: 'classic-healthy', inputs: STUCK, change: always(does) });
    expect(reasons(played)).toEqual([expect.stringMatching(words)]);
  });

  it('tells about a provider without room', async () => {
    const provider = JSON.stringify([{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]);
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...STUCK, 'capacity-provider-strategy': provider },
      change: ({ behaviours }) => void behaviours.fullProviders.add('FARGATE_SPOT'),
    });
    expect(reasons(played)).toEqual([expect.stringMatching(/Capacity is unavailable/)]);
  });

  it('tells which resource of an Express service is not there, and why', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: {
        service: 'new',
        image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}`,
        'service-type': 'express',
        'infrastructure-role-arn': 'arn:aws:iam::111122223333:role/ecsInfrastructureRole',
        'execution-role-arn': 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
        'wait-for-minutes': '8',
      },
      change: ({ behaviours }) => void behaviours.unfinished.set('certificate', 'Waiting for DNS validation'),
    });
    expect(reasons(played)).toEqual([expect.stringMatching(/certificate.*PROVISIONING: Waiting for DNS validation/)]);
  });

  it('costs at most four calls each time', async () => {
    const inputs = { ...STUCK, 'wait-for-minutes': '5' };
    const played = await play({ ...dependent, inputs, change: withProxy([CAUSE]) });
    const counts = Map.groupBy(played.calls, (action) => action);
    // One diagnosis at 2 min, one at 5 min or at the end, which also reads the stopped tasks.
    expect(counts.get('GetLogEvents')?.length).toBeLessThanOrEqual(3);
    expect(counts.get('DescribeTasks')?.length).toBeLessThanOrEqual(4);
  });

  it.each(['ecs:ListTasks', 'ecs:DescribeTasks', 'logs:GetLogEvents'])('goes on if %s fails', async (action) => {
    const played = await play({
      ...dependent,
      inputs: STUCK,
      change: (world) => {
        withProxy([CAUSE])(world);
        world.faults.deny.add(action);
      },
    });
    expect(played.outputs['outcome']).toBe('timed-out');
    expect(reasons(played)).toHaveLength(action.startsWith('logs') ? 1 : 0);
  });
});

describe('a diagnosis that gets no answer', () => {
  it('costs eight seconds each time, and nothing else', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: STUCK,
      change: ({ behaviours, faults }) => {
        behaviours.fallback = { kind: 'slow', startSeconds: 240 };
        faults.hang.set('ecs:ListTasks', 'before');
      },
    });
    expect(reasons(played)).toEqual([]);
    const ended = /^(10:0\d:\d\d) {2}deployment: successful$/mu.exec(played.log)?.[1] ?? 'never';
    expect(ended > '10:04:30' && ended < '10:05:20').toBe(true);
  });
});

describe('AWS that falls silent', () => {
  it('leaves what was known last', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      files: { 'task-definition.json': DEPENDENT },
      inputs: STUCK,
      change: withProxy([CAUSE]),
      begin: ({ clock, faults }) =>
        clock.at(150_000, () => {
          for (const call of ['ServiceDeployments', 'Services']) faults.hang.set(`ecs:Describe${call}`, 'before');
        }),
    });
    expect(played.exitCode).toBe(1);
    const causes = validReport(played.report).services[0]?.causes ?? [];
    expect(causes.map(({ logLine }) => logLine)).toEqual([undefined, CAUSE]);
    expect(causes[1]?.message).toMatch(/\(as of 10:02:\d\d UTC\)$/);
  });
});

describe('a rollout that takes its time', () => {
  it.each<[string, Parameters<typeof play>[0]]>([
    ['healthy', { scenario: 'classic-healthy', inputs: QUICK_START }],
    ['a canary', { scenario: 'express-canary', inputs: { service: 'shop', image: `shop@sha256:${'5d'.repeat(32)}` } }],
    ['CodeDeploy', { scenario: 'codedeploy-healthy', inputs: QUICK_START }],
    ['draining for long', { scenario: 'slow-drain', inputs: { ...QUICK_START, 'wait-for-minutes': '12' } }],
  ])('is not called a standstill: %s', async (_, request) => {
    expect(reasons(await play(request))).toEqual([]);
  });

  it('is not called a standstill while it is paused', async () => {
    const played = await play({
      scenario: 'blue-green',
      inputs: { ...QUICK_START, 'wait-for-minutes': '10' },
      change: hooked(pauseAt('POST_PRODUCTION_TRAFFIC_SHIFT')),
    });
    expect(played.log).toContain('waiting for someone to continue it');
    expect(reasons(played)).toEqual([]);
  });
});

describe('a job that is cancelled', () => {
  it('names what it was waiting for, and since when that is known', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      files: { 'task-definition.json': DEPENDENT },
      inputs: STUCK,
      change: withProxy([CAUSE]),
      onLog: (log, kill) => log.includes('no progress') && kill('SIGINT'),
    });
    expect(played.outputs['outcome']).toBe('cancelled');
    const [cause] = validReport(played.report).services[0]?.causes ?? [];
    expect(cause?.message).toMatch(/container proxy \(dependsOn HEALTHY\).*\(as of 10:0\d:\d\d UTC\)$/);
    expect(cause?.logLine).toBe(CAUSE);
    expect(played.log).toMatch(/^::[a-z]+ title=Cancelled[^\n]*10\.0\.9\.9:5432/mu);
  });
});
