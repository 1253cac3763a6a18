import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { styleText } from 'node:util';
import { renderSummaryPage } from '../scripts/summary-page.ts';
import { toLogLine } from './log-line.ts';
import { play } from './play.ts';
import { ROOT } from './root.ts';
import { FIRST_SHOWS, showOf, type Show } from './shows.ts';

const PAGES = join(ROOT, 'build/demo');
const USUAL_SPEED = '20';
const COLORS = { error: 'red', warning: 'yellow', notice: 'blue', debug: 'gray', group: 'bold' } as const;

interface Wish {
  names: string[];
  speed: string | undefined;
  /** By which the demo was started. */
  command: string;
}

/** The log in the terminal, and each summary as a page. */
export async function showInTerminal({ names, speed = USUAL_SPEED, command }: Wish): Promise<void> {
  await mkdir(PAGES, { recursive: true });
  /** Ctrl+C leaves no action behind. */
  const cancelled = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => cancelled.abort());

  const pages: string[] = [];
  for (const name of names.length === 0 ? FIRST_SHOWS : names) {
    pages.push(await show(showOf(name), { speed: Number(speed), signal: cancelled.signal }));
    if (cancelled.signal.aborted) {
      console.log('The demo has ended.');
      process.exit(130);
    }
  }
  console.log(`\nThe summaries, as GitHub shows them:\n${pages.map((page) => `  ${page}`).join('\n')}`);
  console.log(`\nOther scenarios: ${command} --list, then ${command} <name>`);
}

async function show(one: Show, how: { speed: number; signal: AbortSignal }): Promise<string> {
  console.log(`\n${styleText('bold', `── ${one.title} ──`)}`);
  for (const [name, value] of Object.entries(one.inputs)) console.log(`   ${name}: ${value}`);
  console.log('');
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    const shown = asShown(line);
    if (shown !== undefined) console.log(shown);
  };
  const { exitCode, summary } = await play(one, how, { onLine });
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
