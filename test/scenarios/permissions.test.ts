import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { World } from '../../emulator/world.ts';
import { policies } from '../permissions/use.ts';
import { play, QUICK_START } from './play.ts';

/** What each use needs, and what it does without, is judged in test/permissions/. */

const README = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');

it('the README shows the policy of a deploy', () => {
  const json = /<!-- generated:policy -->\s*```json\n([\s\S]*?)```/.exec(README)?.[1];
  expect(JSON.parse((json ?? '').replaceAll('111122223333', '123456789012'))).toEqual({
    Version: '2012-10-17',
    Statement: policies({ policy: 'Deploy a classic service' }),
  });
});

describe('what a role lacks is reported once', () => {
  const OPTIONAL = [
    'elasticloadbalancing:DescribeTargetHealth',
    'elasticloadbalancing:DescribeTargetGroups',
    'logs:GetLogEvents',
    'ecr:BatchGetImage',
    'ecr:DescribeImages',
    'ecs:ListServiceDeployments',
    'ecs:DescribeServiceRevisions',
    'ecs:ListTasks',
  ];
  const denied = (world: World, actions = OPTIONAL): void => actions.forEach((action) => world.faults.deny.add(action));
  const warnings = (log: string): string[] => log.split('\n').filter((line) => line.startsWith('::warning'));

  it('after a deploy that succeeds', async () => {
    const { outputs, log, summary, report } = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: denied,
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(warnings(log)).toHaveLength(1);
    const [warning = ''] = warnings(log);
    expect(warning).toMatch(/^::warning title=Missing permissions::/);
    const statement = JSON.parse(/\{"Effect".*\}/.exec(warning.replaceAll('%2C', ','))?.[0] ?? '');
    expect(statement).toMatchObject({ Effect: 'Allow', Resource: '*' });
    expect(statement.Action).toContain('elasticloadbalancing:DescribeTargetHealth');
    expect(statement.Action).toContain('ecs:ListServiceDeployments');
    expect(statement.Action).not.toContain('logs:GetLogEvents');
    expect(summary.match(/\[!WARNING\]/g)).toHaveLength(1);
    expect(summary).toContain('target health is not verified');
    expect(JSON.parse(report).missingPermissions.fix).toContain('"Effect":"Allow"');
  });

  it('after a deploy that fails, next to its cause', async () => {
    const { log } = await play({
      scenario: 'classic-breaker',
      inputs: QUICK_START,
      change: (world) => {
        world.policy = [
          { Effect: 'Allow', Action: ['ecs:*', 'iam:*', 'elasticloadbalancing:*', 'ecr:*'], Resource: '*' },
        ];
      },
    });
    expect(warnings(log)).toHaveLength(1);
    expect(warnings(log)[0]).toContain(
      '"Resource":["arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web:log-stream:*"]',
    );
  });

  it('but not the permission that fails the step', async () => {
    const { log } = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: (world) => denied(world, ['ecs:UpdateService']),
    });
    expect(log).toContain('"Action":"ecs:UpdateService"');
    expect(warnings(log)).toEqual([]);
  });
});
