import { expect, it, test } from 'vitest';
import type { Message } from '../../demo/messages.ts';
import { createPace, dueOf, newestOnly } from '../../demo/pace.ts';

test.each([
  ['the first moment is shown at once', 5000, undefined, 100, 100],
  ['ten emulated seconds take one at ten times the speed', 15_000, { at: 5000, due: 100 }, 100, 1100],
  ['nothing is shown before it happened', 6000, { at: 5000, due: 100 }, 900, 900],
  ['the same moment is shown at the same time', 5000, { at: 5000, due: 1200 }, 900, 1200],
])('%s', (_, at, last, now, due) => {
  expect(dueOf(at, last, { now, speed: 10 })).toBe(due);
});

test('without a limit of speed nothing waits', () => {
  expect(dueOf(99_000, { at: 0, due: 10 }, { now: 20, speed: Infinity })).toBe(20);
});

const scene = (at: number): Message => ({ type: 'scene', at, scene: { services: [], targetGroups: [] } });
const line = (at: number): Message => ({ type: 'line', at, line: { kind: 'plain', text: `${at}` } });

test('of what comes at once, every line is kept, and the last state', () => {
  const messages: Message[] = [
    { type: 'clock', at: 1 },
    scene(1),
    line(1),
    { type: 'clock', at: 2 },
    scene(2),
    line(2),
  ];
  expect(newestOnly(messages)).toEqual([line(1), { type: 'clock', at: 2 }, scene(2), line(2)]);
});

it('sends everything in its order, and says when', async () => {
  const sent: Message[] = [];
  const pace = createPace({ speed: Infinity, send: (message) => void sent.push(message) });
  await pace.drained();
  for (const message of [line(1), line(5), line(9)]) pace.push(message);
  await pace.drained();
  expect(sent).toEqual([line(1), line(5), line(9)]);
});

it('sends nothing once it is stopped', async () => {
  const sent: Message[] = [];
  const pace = createPace({ speed: 10, send: (message) => void sent.push(message) });
  pace.push(line(1));
  pace.stop();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(sent).toEqual([]);
});
