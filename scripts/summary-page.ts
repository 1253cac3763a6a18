import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { visibleText } from '../src/visible.ts';
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

/** A job summary as one page that needs no network: what GitHub would show, to be read before anything is pushed. */
export async function renderSummaryPage(page: { markdown: string; title: string; log?: string }): Promise<string> {
  const body = await toHtml(page.markdown);
  const style = await readFile(new URL('summary-page.css', import.meta.url), 'utf8');
  const scripts = body.includes('<pre class="mermaid">') ? [await mermaidBundle(), DRAW] : [];
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: https:; style-src 'unsafe-inline'; script-src ${hashes.join(' ') || "'none'"}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(page.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<section class="card"><h1>${escapeText(page.title)}</h1><div class="markdown-body">${body}</div></section>
${page.log === undefined ? '' : logBox(page.log)}
</main>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`;
}

function logBox(log: string): string {
  const lines = visibleText(log)
    .split('\n')
    .filter((line) => line !== '::endgroup::')
    .map((line) => {
      const command = /^::(error|warning|notice|group|debug)[^:]*::(.*)$/u.exec(line);
      if (command === null) return escapeText(line);
      const text = (command[2] ?? '').replaceAll('%0A', '\n').replaceAll('%0D', '').replaceAll('%25', '%');
      const prefix =
        { group: '▾ ', error: 'Error: ', warning: 'Warning: ', notice: 'Notice: ' }[command[1] ?? ''] ?? '';
      return `<span class="${command[1]}">${escapeText(prefix + text)}</span>`;
    });
  return `<details class="card log"><summary>Log</summary><pre>${lines.join('\n')}</pre></details>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

async function mermaidBundle(): Promise<string> {
  const bundle = fileURLToPath(import.meta.resolve('@mermaid-js/tiny'));
  return (await readFile(bundle, 'utf8')).replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

if (import.meta.main) {
  const [source, target] = process.argv.slice(2);
  if (source === undefined || target === undefined)
    throw new Error('Usage: node scripts/summary-page.ts summary.md page.html');
  const page = await renderSummaryPage({ markdown: await readFile(source, 'utf8'), title: basename(source) });
  await writeFile(target, page);
}
