import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnoseCase } from './case.ts';
import { crash } from './kinds.ts';

const FOLDER = join(import.meta.dirname, 'words');

/** The last log of a program in the words of its runtime, and what must be said of it. */
interface Cell {
  /** The cause that comes first. */
  cause: string;
  name: string;
  log: string[];
  /** A part of the line that is quoted. */
  quoted: string;
  /** Names and numbers that the first cause tells. */
  facts: string[];
  /** What the fix names: the place, the setting, the command. */
  fix: RegExp;
  /** What no cause may claim. */
  never: RegExp;
}

/**
 * A cell reads `=== cause | runtime | where such a log was seen`, the log, `--- quoted part | fact; fact`,
 * `fix: pattern` and `not: pattern`.
 */
function readCells(file: string): Cell[] {
  return readFileSync(join(FOLDER, file), 'utf8')
    .split(/^=== /mu)
    .slice(1)
    .map((text) => {
      const [, cause = '', name = '', log = '', quoted = '', facts = '', fix = '', never = ''] =
        /^(\S+) \| (.+?) \| \S+\n([\s\S]+)\n--- (.+) \| (.+)\nfix: (.+)\nnot: (.+)\n$/u.exec(text) ?? [];
      return {
        cause,
        name,
        log: log.split('\n'),
        quoted,
        facts: facts.split('; '),
        fix: new RegExp(fix, 'u'),
        never: new RegExp(never, 'u'),
      };
    });
}

describe.each(readdirSync(FOLDER))('%s', (file) => {
  it.each(readCells(file))('$cause: $name', async ({ cause, log, quoted, facts, fix, never }) => {
    expect(quoted).not.toBe('');
    const { causes } = await diagnoseCase(crash(...log));
    const [first] = causes;
    expect(first?.id).toBe(cause);
    expect(first?.logLine).toContain(quoted);
    const told = [first?.logLine, first?.explanation, first?.fix].join('\n');
    expect(facts.filter((fact) => !told.includes(fact))).toEqual([]);
    expect(first?.fix).toMatch(fix);
    expect(causes.map(({ explanation, fix: told }) => `${explanation}\n${told}`).join('\n')).not.toMatch(never);
  });
});
