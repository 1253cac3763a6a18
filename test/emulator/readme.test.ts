import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('every paragraph of the emulator README has a test of its name', () => {
  const readme = readFileSync('emulator/README.md', 'utf8');
  const headings = [...readme.matchAll(/^### (.+)$/gm)].map((match) => match[1] ?? '');
  const tests = readdirSync('test/emulator')
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(`test/emulator/${name}`, 'utf8'))
    .join('\n');
  expect(headings.length).toBeGreaterThan(30);
  expect(
    headings.filter((heading) => ![`test('${heading}'`, `test("${heading}"`].some((start) => tests.includes(start))),
  ).toEqual([]);
});
