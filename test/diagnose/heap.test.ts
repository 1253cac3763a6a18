import { expect, test } from 'vitest';
import { heapFact } from '../../src/watch/diagnose/heap.ts';
import { WEB } from './case.ts';

const variable = (name: string, value: string) => ({ environment: [{ name, value }] });

test.each([
  [
    'as large as the container',
    { memory: 1024, ...variable('JAVA_TOOL_OPTIONS', '-XX:+UseG1GC -Xmx1g') },
    [],
    'heap leaves no room: -Xmx1g in JAVA_TOOL_OPTIONS of container web, 1024 MiB; take -Xmx768m, or 1536 MiB',
  ],
  [
    'far below the container',
    { memory: 2048, ...variable('NODE_OPTIONS', '--max-old-space-size=512') },
    [],
    'heap is small: --max-old-space-size=512 in NODE_OPTIONS of container web, 2048 MiB; take --max-old-space-size=1536',
  ],
  [
    'fitting',
    { memory: 2048, command: ['java', '-Xmx1500m', '-jar', 'app.jar'] },
    [],
    'heap fits: -Xmx1500m in `command` of container web, 2048 MiB; take 4096 MiB and -Xmx3072m',
  ],
  [
    'set in the image, as the log shows',
    { memory: 512 },
    ['Picked up JAVA_TOOL_OPTIONS: -Xmx512m'],
    'heap leaves no room: -Xmx512m in JAVA_TOOL_OPTIONS of container web, 512 MiB; take -Xmx384m, or 1024 MiB',
  ],
])('a heap %s', (_, definition, lines, words) => {
  expect(heapFact({ ...WEB, ...definition }, undefined, lines)).toEqual([words]);
});

test('takes the memory of the task where the container has none', () => {
  const container = { ...WEB, ...variable('NODE_OPTIONS', '--max-old-space-size=2048') };
  expect(heapFact(container, { memory: '2048' }, [])).toEqual([expect.stringContaining('2048 MiB; take')]);
});

test('says nothing where a number is missing', () => {
  expect(heapFact({ ...WEB, memory: 512 }, undefined, [])).toEqual([]);
  expect(heapFact({ ...WEB, ...variable('NODE_OPTIONS', '--max-old-space-size=1') }, undefined, [])).toEqual([]);
});
