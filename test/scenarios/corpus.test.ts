import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { play } from './play.ts';

/** Task definitions that others wrote, with what AWS would say about each; kept beside the repository. */
const CORPUS = resolve(import.meta.dirname, '../../../shared/corpus');

interface Expected {
  kind: string;
  verdict: 'valid' | 'invalid' | 'template' | 'unknown';
}

const expected: Record<string, Expected> = existsSync(CORPUS)
  ? (JSON.parse(await readFile(resolve(CORPUS, 'expected.json'), 'utf8')) as Record<string, Expected>)
  : {};
const files = Object.entries(expected).filter(([, { kind }]) => kind === 'task-definition');

describe('the corpus, registered on the emulator', () => {
  if (files.length === 0) console.log(`skipped: no corpus at ${CORPUS}`);

  it.for(files.filter(([, { verdict }]) => verdict === 'valid'))('%s is registered', async ([file]) => {
    const played = await register(file);
    expect(played.log).not.toContain('::error');
    expect(played.writes.map(({ action }) => action)).toEqual(['RegisterTaskDefinition']);
    expect(played.exitCode).toBe(0);
  });

  it.for(files.filter(([, { verdict }]) => verdict === 'invalid'))(
    '%s is refused on its line, and nothing is written',
    async ([file]) => {
      const played = await register(file);
      expect(played.exitCode).toBe(1);
      expect(played.log).toMatch(/::error [^\n]*line=\d+/);
      expect(played.writes).toEqual([]);
    },
  );

  it('is there, or its absence was said', () => expect(files.length === 0 || files.length > 80).toBe(true));
});

async function register(file: string) {
  const bytes = await readFile(resolve(CORPUS, file));
  return await play({
    scenario: 'empty',
    inputs: { mode: 'register', 'task-definition': file },
    files: { [file]: bytes },
  });
}
