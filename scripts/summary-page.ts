import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { toLogLine } from '../demo/log-line.ts';
import { ROOT } from '../demo/root.ts';
import { toHtml } from './github-markdown.ts';

const DRAW = `
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: dark ? 'dark' : 'default' });
const closed = [...document.querySelectorAll('details:not([open])')];
for (const part of closed) part.open = true;
mermaid.run().finally(() => {
  for (const part of closed) part.open = false;
  document.documentElement.dataset.drawn = 'true';
});`;

/** In a frame: tells the page around it how high it is. Browsers call no observer in a frame that is out of sight. */
const TELL_HEIGHT = `
let told = 0;
setInterval(() => {
  const height = document.documentElement.offsetHeight;
  if (height !== told) parent.postMessage((told = height), '*');
}, 200);`;

interface SummaryPage {
  markdown: string;
  title: string;
  log?: string;
  /** To be shown within another page, which has a heading of its own; links open elsewhere. */
  framed?: boolean;
}

/** A job summary as one page that needs no network: what GitHub would show, to be read before anything is pushed. */
export async function renderSummaryPage(page: SummaryPage): Promise<string> {
  const body = await toHtml(page.markdown);
  const style = await readFile(join(ROOT, 'scripts/summary-page.css'), 'utf8');
  const scripts = [
    ...(body.includes('<pre class="mermaid">') ? [await mermaidBundle(), DRAW] : []),
    ...(page.framed ? [TELL_HEIGHT] : []),
  ];
  const heading = page.framed ? '' : `<h1>${escapeText(page.title)}</h1>`;
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: https:; style-src 'unsafe-inline'; script-src ${hashes.join(' ') || "'none'"}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(page.title)}</title>${page.framed ? '\n<base target="_blank">' : ''}
<style>${style}</style>
</head>
<body${page.framed ? ' class="framed"' : ''}>
<main>
<section class="card">${heading}<div class="markdown-body">${body}</div></section>
${page.log === undefined ? '' : logBox(page.log)}
</main>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`;
}

const PREFIXES = { plain: '', group: '▾ ', error: 'Error: ', warning: 'Warning: ', notice: 'Notice: ', debug: '' };

function logBox(log: string): string {
  const lines = log.split(/\r?\n/u).flatMap((line) => {
    const shown = toLogLine(line);
    if (shown === undefined) return [];
    const text = escapeText(PREFIXES[shown.kind] + shown.text);
    return [shown.kind === 'plain' ? text : `<span class="${shown.kind}">${text}</span>`];
  });
  return `<details class="card log"><summary>Log</summary><pre>${lines.join('\n')}</pre></details>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

async function mermaidBundle(): Promise<string> {
  return (await readFile(join(ROOT, 'demo/dist/mermaid.js'), 'utf8'))
    .replaceAll('</script', '<\\/script')
    .replaceAll('<!--', '<\\!--');
}

if (import.meta.main) {
  const [source, target] = process.argv.slice(2);
  if (source === undefined || target === undefined)
    throw new Error('Usage: node scripts/summary-page.ts summary.md page.html');
  const page = await renderSummaryPage({ markdown: await readFile(source, 'utf8'), title: basename(source) });
  await writeFile(target, page);
}
