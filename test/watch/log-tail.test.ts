import { expect, it } from 'vitest';
import { readLogTail } from '../../src/watch/diagnose/log-tail.ts';
import type { World } from '../../src/world.ts';

const container = {
  name: 'web',
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': '/ecs/web', 'awslogs-stream-prefix': 'ecs' },
  },
} as const;

/** An account whose log holds these events. */
function logging(events: string[]): World {
  const logs = { lastLines: () => Promise.resolve(events) };
  return { aws: { region: 'us-east-1', logs: () => Promise.resolve(logs) } } as unknown as World;
}

const read = (events: string[]) =>
  readLogTail({ task: { taskArn: 'arn:aws:ecs:us-east-1:1:task/prod/a1' }, container, lines: 20 }, logging(events));

it('keeps the last 2,000 lines, however many an event holds', async () => {
  const numbered = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index}`).join('\n');
  const { lines } = await read(['first', numbered(100_000)]);
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([2_000, 'line 98000', 'line 99999']);
});

it('takes an event of line breaks for an empty log', async () => {
  const { lines, note } = await read(['\n'.repeat(200_000), '\r\n']);
  expect([lines, note]).toEqual([[], 'The log of container web is empty (/ecs/web, ecs/web/a1).']);
});
