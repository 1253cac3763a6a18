import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SRC = join(import.meta.dirname, '../src');

/** The code of src by its path there, without comments. */
export function readSource(): Map<string, string> {
  const paths = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'));
  return new Map(
    paths.map((path) => [
      path,
      readFileSync(join(SRC, path), 'utf8').replaceAll(/^\s*\/\/.*$|^\s*\/\*[\s\S]*?\*\/$/gm, ''),
    ]),
  );
}
