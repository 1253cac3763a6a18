import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../../emulator/behaviours.ts';
import type { World } from '../../emulator/world.ts';
import { play, QUICK_START, type Played } from '../scenarios/play.ts';

async function fail(
  behaviour: Behaviour,
  change: (world: World) => void = () => undefined,
  inputs = {},
): Promise<Played> {
  return await play({
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, checks: 'off', ...inputs },
    change: (world) => {
      world.behaviours.fallback = behaviour;
      change(world);
    },
  });
}

function errors({ log }: Played): string[] {
  return log.split('\n').filter((line) => line.startsWith('::error'));
}

describe('the first annotation of a failed rollout', () => {
  it.each<[string, Behaviour, RegExp]>([
    [
      'image not found',
      { kind: 'cannot-pull', cause: 'not-found' },
      /not found \(\d tasks\)%0AThe registry has no image with the digest .*Take the digest that the push printed/,
    ],
    ['no route to the registry', { kind: 'cannot-pull', cause: 'network' }, /connection issue.*NAT gateway/],
    ['pull forbidden', { kind: 'cannot-pull', cause: 'forbidden' }, /403 Forbidden.*AmazonECSTaskExecutionRolePolicy/],
    ['wrong platform', { kind: 'cannot-pull', cause: 'wrong-platform' }, /linux\/amd64.*docker buildx/],
    ['rate limit', { kind: 'cannot-pull', cause: 'rate-limit' }, /429.*pull-through cache/],
    [
      'secret missing',
      { kind: 'secret-missing', secretArn: 'arn:aws:secretsmanager:us-east-1:1:secret:db-AbCdEf' },
      /db-AbCdEf.*Create the secret/,
    ],
    [
      'command missing',
      { kind: 'cannot-start', message: 'failed to create shim task: exec: "nmp": executable file not found in $PATH' },
      /nmp.*ENTRYPOINT or CMD/,
    ],
    ['out of memory', { kind: 'oom', logLines: ['loading model'] }, /OutOfMemoryError.*Raise `memory`.*loading model/],
    [
      'exit with log',
      { kind: 'exits', exitCode: 3, logLines: ['Error: no database'] },
      /exited with code 3.*Error: no database/,
    ],
    [
      'wrong architecture',
      { kind: 'exits', exitCode: 1, logLines: ['exec /app/server: exec format error'] },
      /exec format error.*processor/,
    ],
    [
      'target times out',
      { kind: 'unhealthy-target', timeout: true, logLines: ['listening on 127.0.0.1'] },
      /Request timed out.*10 s × 2 = 20 s.*listening on 127/,
    ],
    [
      'container check fails',
      { kind: 'unhealthy-container' },
      /failed container health checks.*curl -fsS.*the first 20 s/,
    ],
    ['no capacity', { kind: 'no-capacity' }, /Capacity is unavailable.*Availability Zones/],
  ])('%s', async (_, behaviour, cause) => {
    const played = await fail(behaviour, undefined, { 'wait-for-minutes': '20' });
    expect(played.exitCode).toBe(1);
    expect(errors(played)[0]).toMatch(cause);
    expect(played.summary).toContain('**Fix:**');
  });

  it('points at the line of the image', async () => {
    const inputs = { image: '', 'task-definition': 'task.json' };
    const task = {
      family: 'web',
      cpu: '256',
      memory: '512',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      executionRoleArn: 'arn:aws:iam::123456789012:role/exec',
    };
    const containers = [{ name: 'web', image: 'docker.io/example/web:nope', portMappings: [{ containerPort: 8080 }] }];
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, ...inputs, checks: 'off' },
      files: { 'task.json': JSON.stringify({ ...task, containerDefinitions: containers }, null, 2) },
      change: (world) => {
        world.behaviours.fallback = { kind: 'cannot-pull', cause: 'not-found' };
      },
    });
    expect(errors(played)[0]).toMatch(/file=task\.json,line=1[0-9],.*not found/);
  });
});

describe('what gets in the way of a diagnosis', () => {
  it.each(['logs:GetLogEvents', 'ecs:DescribeTasks'])('%s is one warning, and the outcome stays', async (action) => {
    const played = await fail({ kind: 'exits', exitCode: 1, logLines: ['x'] }, ({ faults }) => faults.deny.add(action));
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(played.log.match(/^::warning.*/gm)).toEqual([expect.stringContaining(`"Action":["${action}"]`)]);
  });

  it('keeps a hostile log as plain text', async () => {
    const logLines = [
      '::error::forged',
      '##[error]forged',
      '\u001b[31mred',
      '```',
      '</details><script>alert(1)</script>',
      'タスクが失敗しました',
      'x'.repeat(200_000),
    ];
    const played = await fail({ kind: 'exits', exitCode: 1, logLines });
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(played.log).not.toMatch(/^\s*::error::forged/m);
    expect(played.log).not.toContain('##[error]');
    expect(played.log).toContain('タスクが失敗しました');
    expect(played.summary.length).toBeLessThan(100_000);
  });

  it('reads no log if none was requested', async () => {
    const played = await fail({ kind: 'exits', exitCode: 1, logLines: ['secret stuff'] }, undefined, {
      'log-lines': '0',
    });
    expect(played.calls).not.toContain('GetLogEvents');
    expect(played.log).not.toContain('secret stuff');
  });
});
