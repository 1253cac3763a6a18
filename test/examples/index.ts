import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { InputName } from '../../src/inputs/spec.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Two commits of whoever copied the example. */
export const SHA = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
export const NEXT_SHA = '9c56cc51b374c3ba189210d5b6d4bf57790d351c';

/** What the examples call their account is the emulator's. */
export const inAccount = (text: string): string => text.replaceAll('111122223333', '123456789012');

/** Every file below examples/, by its path from the root of the repository. */
export const FILES: Record<string, string> = Object.fromEntries(
  readdirSync(join(ROOT, 'examples'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [path.slice(ROOT.length + 1), inAccount(readFileSync(path, 'utf8'))]),
);

/** The folders that have to be in the index. */
export const FOLDERS = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['workflows', 'ci'].includes(entry.name))
  .map(({ name }) => name);

/** The `with:` lines of each example, as examples/README.md shows them. */
export const EXAMPLES: Record<string, Record<string, unknown>> = Object.fromEntries(
  [...(FILES['examples/README.md'] ?? '').matchAll(/^### \[([\w-]+)\]\(\1\)\n[^#]*?```yaml\n(.*?)```/gms)].map(
    ([, name = '', block = '']) => [name, (parse(block) as { with: Record<string, unknown> }).with],
  ),
);

/** The inputs of an example when GitHub has filled in the commit. */
export function inputsOf(name: string, sha = SHA): Partial<Record<InputName, string>> {
  const given = Object.entries(EXAMPLES[name] ?? {}).map(([input, value]) => [
    input,
    String(value).replaceAll('${{ github.sha }}', sha),
  ]);
  return Object.fromEntries(given) as Partial<Record<InputName, string>>;
}
