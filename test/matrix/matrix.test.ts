import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { EVERY_CALL, record, tryCell, type Row } from './cells.ts';
import { MATRIX_FAULTS } from './faults.ts';
import type { Cell } from './judge.ts';
import { MATRIX_USES } from './uses.ts';

/** One pair of call and fault in ten, each in one of the uses that make the call. Every commit picks others. */
const SHARE = 10;
/** Some twenty seconds of a processor: more where others need it too. */
const BUSY_MS = 600_000;

describe('a tenth of the fault matrix', () => {
  const rows: Row[] = [];

  beforeAll(async () => {
    for (const use of MATRIX_USES) rows.push(await record(use));
  }, BUSY_MS);

  it(
    'is right, whatever breaks',
    async () => {
      const wrong: string[] = [];
      const picked = pick(rows);
      for (const cell of picked) {
        const whole = rows.find(({ use }) => use === cell.use)?.whole;
        if (whole === undefined) throw new Error(`${cell.use.name} was not recorded`);
        const { use, action, fault, findings } = await tryCell(cell, whole);
        wrong.push(...findings.map((finding) => `${use}, ${action}, ${fault}: ${finding}`));
      }
      expect(picked.length).toBeGreaterThan(30);
      expect(wrong).toEqual([]);
    },
    BUSY_MS,
  );

  it('has every fault in docs/reliability.md, and every call of the uses there', () => {
    const page = readFileSync('docs/reliability.md', 'utf8');
    const tried = rows.filter(({ use }) => page.includes(`- ${use.name} (`));
    const actions = new Set(tried.flatMap(({ cells }) => cells.map(({ action }) => action)));
    expect(actions.size).toBeGreaterThan(30);
    expect([...actions].filter((action) => action !== EVERY_CALL && !page.includes(`\`${action}\``))).toEqual([]);
    expect(MATRIX_FAULTS.filter(({ title }) => !page.includes(title))).toEqual([]);
  });
});

/** Of two uses of a pair the shorter one: a deployment that CodeDeploy shifts is hundreds of looks long. */
function pick(rows: readonly Row[]): Cell[] {
  const seed = commit();
  const length = new Map(rows.map(({ use, whole }) => [use, whole.calls.length]));
  const pairs = Map.groupBy(
    rows.flatMap(({ cells }) => cells),
    ({ action, fault }) => `${action} ${fault.id}`,
  );
  return [...pairs].flatMap(([pair, cells]) => {
    const number = hash(`${seed} ${pair}`);
    const two = [1, 2].flatMap((draw) => cells[hash(`${number} ${draw}`) % cells.length] ?? []);
    const [shorter] = two.toSorted((one, other) => (length.get(one.use) ?? 0) - (length.get(other.use) ?? 0));
    return number % SHARE === 0 && shorter !== undefined ? [shorter] : [];
  });
}

const hash = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE();

/** Where there is no git, the version. */
function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
  }
}
