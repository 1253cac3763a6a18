import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { VERSION } from '../src/host.ts';

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

it('nothing that is bundled runs a script when it is installed', async () => {
  const { packages } = JSON.parse(await readFile(resolve(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; hasInstallScript?: boolean }>;
  };
  const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript === true);
  expect(Object.keys(packages).length).toBeGreaterThan(400);
  expect(scripted.filter(([, { dev }]) => dev !== true)).toEqual([]);
  // Nor does a tool: `npm ci` leaves them out, and everything is built and tested so.
  expect(await readFile(resolve(ROOT, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
});

it('the action calls itself by the version of package.json', async () => {
  const { version } = JSON.parse(await readFile(resolve(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(VERSION).toBe(version);
});
