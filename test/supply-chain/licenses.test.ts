import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { toLicenses } from '../../scripts/licenses.ts';
import { bundledPackages } from '../../scripts/release/bill-of-materials.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const LICENSES = readFileSync(join(ROOT, 'dist/licenses.txt'), 'utf8');
const LOCK = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { version?: string; license?: string }>;
};

/** A sentence that every copy of the license has. */
const SAYS: Record<string, RegExp> = {
  MIT: /Permission is hereby granted, free of charge/,
  ISC: /Permission to use, copy, modify, and\/or distribute this software/,
  'BSD-3-Clause': /Redistribution and use in source and binary forms/,
  'Apache-2.0': /Grant of Copyright License\.[\s\S]*Redistribution\.[\s\S]*Disclaimer of Warranty/,
};

const sections = LICENSES.split(`\n${'-'.repeat(80)}\n\n`).map((section) => {
  const [heading = '', ...text] = section.split('\n\n');
  return { heading, text: text.join('\n\n') };
});
const packages = sections.flatMap(({ heading, text }) =>
  heading.split('\n').map((line) => {
    const [, name = line, version, license = ''] = /^(\S+) (\S+) \((.+)\)$/.exec(line) ?? [];
    return { name, version, license, text };
  }),
);

test('dist/licenses.txt has a heading for every package that it counts', () => {
  expect(packages.length).toBeGreaterThan(50);
  expect(packages.map(({ name, version }) => `${name}@${version}`).toSorted()).toEqual(
    bundledPackages(LICENSES).toSorted(),
  );
});

test.each(packages)(
  '$name $version comes with the text of its license, $license',
  ({ name, version, license, text }) => {
    const locked = Object.entries(LOCK.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    expect(locked.map(([, one]) => `${one.version} ${one.license}`)).toContain(`${version} ${license}`);
    expect(text).toMatch(SAYS[license] ?? `no sentence is known of ${license}`);
  },
);

function packageWith(license: string, files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-express-deploy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const manifest = JSON.stringify({ name: 'one', version: '1.0.0', license });
  for (const [name, text] of Object.entries({ 'package.json': manifest, ...files }))
    writeFileSync(join(folder, name), text);
  return folder;
}

test('a package without a license file gets the text of its SPDX id', async () => {
  expect(await toLicenses([packageWith('Apache-2.0')])).toMatch(SAYS['Apache-2.0'] ?? 'none');
});

test('notices go with the license', async () => {
  const folder = packageWith('Apache-2.0', { LICENSE: 'the license\r\n', 'NOTICE.txt': 'Made by somebody.' });
  expect(await toLicenses([folder, folder])).toBe('one 1.0.0 (Apache-2.0)\n\nthe license\n\nMade by somebody.\n');
});

test.each([['SEE LICENSE IN terms'], ['UNLICENSED'], ['']])(
  'a package under "%s" cannot be bundled without a text',
  async (license) => {
    await expect(toLicenses([packageWith(license)])).rejects.toThrow('one has neither');
  },
);
