import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs, styleText } from 'node:util';
import { renderSummaryPage } from '../scripts/summary-page.ts';
import { toLogLine } from './log-line.ts';
import { play } from './play.ts';
import { FIRST_SHOWS, showOf, type Show } from './shows.ts';

/** `npm start -- <scenario>`: the log in the terminal, and each summary as a page. */
const PAGES = resolve(import.meta.dirname, '../build/demo');
const COLORS = { error: 'red', warning: 'yellow', notice: 'blue', debug: 'gray', group: 'bold' } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { speed: { type: 'string', default: '20' } },
});

await mkdir(PAGES, { recursive: true });
/** Ctrl+C leaves no action behind. */
const cancelled = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => cancelled.abort());

const pages: string[] = [];
for (const name of positionals.length === 0 ? FIRST_SHOWS : positionals) {
  pages.push(await show(showOf(name)));
  if (cancelled.signal.aborted) {
    console.log('The demo has ended.');
    process.exit(130);
  }
}
console.log(`\nThe summaries, as GitHub shows them:\n${pages.map((page) => `  ${page}`).join('\n')}`);
console.log('\nOther scenarios: npm start -- --list, then npm start -- <name>');

async function show(one: Show): Promise<string> {
  console.log(`\n${styleText('bold', `── ${one.title} ──`)}`);
  for (const [name, value] of Object.entries(one.inputs)) console.log(`   ${name}: ${value}`);
  console.log('');
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    const shown = asShown(line);
    if (shown !== undefined) console.log(shown);
  };
  const { exitCode, summary } = await play(one, { speed: Number(values.speed), signal: cancelled.signal }, { onLine });
  if (exitCode !== null) console.log(`   exit code ${exitCode}`);
  // Red is part of the show; a step that says nothing is not.
  if (summary === '') process.exitCode = 1;
  const page = join(PAGES, `${one.name}.html`);
  await writeFile(page, await renderSummaryPage({ markdown: summary, title: one.title, log: lines.join('\n') }));
  return pathToFileURL(page).href;
}

/** GitHub shows annotations as coloured lines, with the kind in front. */
function asShown(line: string): string | undefined {
  const shown = toLogLine(line);
  if (shown === undefined || shown.kind === 'plain') return shown?.text;
  const kind = shown.kind === 'group' ? '' : `${shown.kind.charAt(0).toUpperCase()}${shown.kind.slice(1)}: `;
  return styleText(COLORS[shown.kind], `${kind}${shown.text}`);
}
