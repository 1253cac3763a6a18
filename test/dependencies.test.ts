import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

it('every runtime dependency is justified in docs/dependencies.md, and no other', async () => {
  const page = await readFile(resolve(ROOT, 'docs/dependencies.md'), 'utf8');
  const { dependencies } = JSON.parse(await readFile(resolve(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const justified = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  expect(new Set(justified)).toEqual(new Set(Object.keys(dependencies)));
  expect(justified).toHaveLength(Object.keys(dependencies).length);
});
