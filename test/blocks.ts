import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
/** docs/checks.md and docs/troubleshooting.md are generated from examples that have their own tests. */
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].filter((page) => !['docs/checks.md', 'docs/troubleshooting.md'].includes(page));

export interface Block {
  page: string;
  line: number;
  language: string;
  text: string;
}

export const BLOCKS = PAGES.flatMap(blocksOf);

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^(?<indent> *)```(?<language>\w+)\n(?<body>.*?)^ *```$/gms)].map(({ groups, index }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    language: groups?.['language'] ?? '',
    text: (groups?.['body'] ?? '').replaceAll(new RegExp(`^${groups?.['indent'] ?? ''}`, 'gm'), ''),
  }));
}
