import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import spdx from 'spdx-license-list/full.js';

const LINE = '-'.repeat(80);

/** The license and the notices of every package in the bundle, and of no other; packages with the same text share it. */
export async function toLicenses(folders: Iterable<string>): Promise<string> {
  const packagesOfText = new Map<string, string[]>();
  for (const folder of [...new Set(folders)].toSorted()) {
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
    const text = await textOf(folder, manifest);
    const title = `${manifest['name']} ${manifest['version']} (${manifest['license']})`;
    packagesOfText.set(text, [...(packagesOfText.get(text) ?? []), title]);
  }
  const sections = [...packagesOfText].map(([text, packages]) => `${packages.join('\n')}\n\n${text}\n`);
  return sections.join(`\n${LINE}\n\n`);
}

/** Where the packages are whose code is in the bundle. */
export function packageFolders({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  return inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
}

async function textOf(folder: string, { name, license = '' }: Record<string, string>): Promise<string> {
  const entries = (await readdir(folder)).toSorted();
  const own = entries.find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = own === undefined ? standardText(license) : await readText(join(folder, own));
  if (text === '') throw new Error(`${name} has neither a license file nor a license that SPDX knows (${license}).`);
  const notices = entries.filter((entry) => /^notice/i.test(entry));
  return [text, ...(await Promise.all(notices.map((notice) => readText(join(folder, notice)))))].join('\n\n');
}

/** Some packages only name their license, which asks for its text to go with every copy. */
function standardText(id: string): string {
  const text = spdx[id]?.licenseText.trim() ?? '';
  return text === '' ? '' : `(The package ships no license file. This is the text of ${id}.)\n\n${text}`;
}

async function readText(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).replaceAll('\r\n', '\n').trim();
}
