import { parse } from 'acorn';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const modules = [...readdirSync(join(ROOT, 'dist')).map((name) => join('dist', name)), 'demo/dist/index.js'].filter(
  (name) => name.endsWith('.js'),
);

/** Node.js 20 has the language of 2024; tests run on 24, which takes more, such as a group's name twice in a regular expression. */
const parsed = (text: string): string => {
  try {
    parse(text, { ecmaVersion: 2024, sourceType: 'module' });
    return 'parsed';
  } catch (error) {
    return String(error);
  }
};

it.each(modules)('%s is in the language of Node.js 20', (name) =>
  expect(parsed(readFileSync(join(ROOT, name), 'utf8')).slice(-200)).toBe('parsed'),
);

it('a name twice is not, nor are flags within a regular expression', () => {
  expect(parsed('export const pattern = /a(?<name>b)|c(?<name>d)/;')).toContain('Duplicate capture group name');
  expect(parsed('export const pattern = /a(?i:b)/;')).toContain('Invalid group');
});
