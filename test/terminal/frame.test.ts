import { stripVTControlCharacters } from 'node:util';
import { createColors } from 'picocolors';
import { expect, it } from 'vitest';
import type { DeployEvent } from '../../src/model.ts';
import { toFrame } from '../../src/terminal/live/frame.ts';
import { advance, type Progress } from '../../src/terminal/live/progress.ts';

const START = new Date('2026-11-30T10:00:00Z');
const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

const COUNTS = {
  at: later(4),
  kind: 'counts',
  role: 'target',
  taskDefinition: 'web:2',
  desired: 4,
  running: 1,
  pending: 3,
} as const;

function frame(
  events: readonly (DeployEvent | [DeployEvent, string])[],
  look: { seconds?: number; width?: number; height?: number } = {},
): string[] {
  const all = events.reduce<Progress[]>(
    (some, one) => (Array.isArray(one) ? advance(some, ...one) : advance(some, one)),
    [],
  );
  const { seconds = 65, width = 100, height = 20 } = look;
  return toFrame(all, { now: later(seconds), turn: 0, width, height, colors: createColors(false) });
}

it('shows tasks, traffic and what ends when', () => {
  const [line] = frame([
    { at: START, kind: 'status', status: 'IN_PROGRESS' },
    COUNTS,
    { at: later(5), kind: 'traffic', production: 10, test: 100 },
    { at: later(5), kind: 'bake', until: later(125) },
  ]);
  expect(line).toBe(
    '⠋ 1 min 5 s  ██░░░░░░░░ 1 of 4 running  10 % traffic  baking: 1 min left  deployment: in progress',
  );
});

it('shows what is waited for until something happens', () => {
  const waiting = { at: later(30), kind: 'waiting', message: 'waiting for 3 tasks' } as const;
  expect(frame([COUNTS, waiting])[1]).toBe('  waiting for 3 tasks');
  expect(frame([COUNTS, waiting, { at: later(31), kind: 'status', status: 'SUCCESSFUL' }])).toHaveLength(1);
});

it.each(['漢', '\u{1fffe}\u{111b6}', '\u0301 ', 'ꪲ '])('rather cuts than wraps: %j counts for more', (text) => {
  const waiting = { at: later(30), kind: 'waiting', message: text.repeat(40) } as const;
  const [, line = ''] = frame([COUNTS, waiting], { width: 40 });
  expect(line.endsWith('…')).toBe(true);
  expect(Array.from(line).length).toBeLessThanOrEqual(40);
});

it('counts failed tasks against the threshold', () => {
  expect(frame([{ at: START, kind: 'failed-tasks', failed: 2, threshold: 3 }])[0]).toContain('✖ 2 of 3 failed');
});

it('says nothing about time that is over, or about the old revision', () => {
  const old = { ...COUNTS, role: 'source' } as const;
  expect(frame([{ at: START, kind: 'bake', until: later(60) }, old])[0]).not.toMatch(/baking|running/);
});

it('aligns several services, and counts those that do not fit', () => {
  const names = ['web', 'worker', 'mail', 'search'];
  const lines = frame(
    names.map((name) => [COUNTS, name] as [DeployEvent, string]),
    { height: 3 },
  );
  expect(lines.map((line) => line.slice(2, 9))).toEqual(['web    ', 'worker ', 'and 2 m']);
});

it('never has a line that wraps, nor control characters', () => {
  const hostile = { at: START, kind: 'waiting', message: `\u001B[2J\n${'x'.repeat(500)}` } as const;
  const lines = frame([COUNTS, hostile], { width: 40 });
  for (const line of lines) {
    expect(line.length).toBeLessThanOrEqual(40);
    expect(line).toBe(stripVTControlCharacters(line).replaceAll('\n', ''));
  }
});
