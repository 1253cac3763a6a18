import { expect, it } from 'vitest';
import { run } from '../../src/run.ts';
import type { World } from '../../src/world.ts';
import { parse } from '../inputs/reading.ts';

/** A world in which anything that goes to AWS is noticed, and fails. */
function withoutAws(files: Record<string, string>): { world: World; asks: () => number } {
  let asked = 0;
  const world: Omit<World, 'aws'> = {
    files: {
      read: async (path) => new TextEncoder().encode(files[path] ?? ''),
      list: async () => Object.keys(files),
      writeOutput: async () => '',
    },
    clock: { now: () => new Date(0), sleep: async () => {}, within: async () => true },
    lookUpHost: () => Promise.reject(new Error('no look-up is expected')),
    http: () => Promise.reject(new Error('no request is expected')),
    signal: new AbortController().signal,
    emit: () => {},
  };
  const get = (): never => {
    asked += 1;
    throw new Error('A client of AWS was asked for.');
  };
  return { world: Object.defineProperty({ ...world } as World, 'aws', { get }), asks: () => asked };
}

const FILES = {
  'td.json': '{"family": "web", "containerDefinitions": [{"name": "web", "memory": 128, "image": "web:1"}]}',
};
const GIVEN = { service: 'web', 'task-definition': 'td.json', 'run-task': 'true' };

it.each([
  ['check', 'checked', false],
  ['plan', 'failed', true],
])('mode %s ends as %s where there is no AWS; it asks for a client: %s', async (mode, kind, asksForClient) => {
  const { world, asks } = withoutAws(FILES);
  const report = await run(parse({ ...GIVEN, mode, 'image-tag': '2' }), world);
  expect(report.outcome.kind).toBe(kind);
  expect(asks() > 0).toBe(asksForClient);
  if (kind === 'checked') expect(report.checked?.containers).toEqual([{ name: 'web', image: 'web:2' }]);
});
