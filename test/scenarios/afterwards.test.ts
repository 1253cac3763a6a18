import { expect, it } from 'vitest';
import type { World } from '../../emulator/world.ts';
import { play, QUICK_START } from './play.ts';

const ownedByStack = ({ home }: World): void => {
  for (const service of home.services) service.tags = [{ key: 'aws:cloudformation:stack-name', value: 'shop' }];
};

it('advises that CloudFormation will undo the change, without a warning even under strict checks', async () => {
  const inputs = { ...QUICK_START, checks: 'strict' };
  const played = await play({ scenario: 'classic-healthy', inputs, change: ownedByStack });
  expect(played.outputs['outcome'], played.log).toBe('succeeded');
  expect(played.log).not.toContain('::warning');
  expect(played.summary).toContain('cloudformation-owned');
  expect(played.summary).toMatch(/stack .*shop/);
});

it('shows how to read the logs, and no shell where ECS Exec is off', async () => {
  const played = await play({ scenario: 'classic-healthy', inputs: QUICK_START });
  expect(played.summary).toContain('`aws logs tail /ecs/web --follow --since 10m --region us-east-1`');
  expect(played.summary).not.toContain('execute-command');
});

it('shows how to open a shell in a task whose exec agent runs', async () => {
  const played = await play({
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, 'enable-execute-command': 'true' },
  });
  const command =
    /`aws ecs execute-command --cluster prod --task (?<task>[\da-f]{32}) --container web --interactive --command \/bin\/sh --region us-east-1`/;
  const task = command.exec(played.summary)?.groups?.['task'];
  const running = played.emulator.world.home.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  expect(running.map(({ id }) => id)).toContain(task);
});
