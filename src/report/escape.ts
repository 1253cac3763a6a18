import { oneLine, shorten } from './plain.ts';
import { visibleText, withoutLastBreaks } from '../visible.ts';

const INLINE_LIMIT = 2_000;
const BREAK = '&#8203;';
/** Characters that GitHub turns into links, mentions and references anywhere. */
const LINKED = /@(?=\S)|(?<!&)#(?=\d)|gh-(?=\d)|:(?=\/\/)|www(?=\.)|(?:mailto|xmpp):/giu;

/**
 * Text from AWS, files and inputs, shown as plain text in a paragraph or a table cell.
 * GitHub finds mentions, references, emoji and bare links in the text that Markdown produces, so escaping alone
 * does not stop them: they need a zero-width space inside.
 */
export function escapeMarkdown(text: string): string {
  return shorten(oneLine(text), INLINE_LIMIT)
    .replace(/[&<>|\\`]/gu, entity)
    .replace(/[*_~$[\]]|#(?=\s|#|$)/gu, '\\$&')
    .replace(/^[-+=]|(?<=^\d+)[.)]/u, '\\$&')
    .replace(LINKED, `$&${BREAK}`)
    .replace(/(?<!\barn\S{0,300}):(?!\d\d:)(?=[\w+\\-]+:)/gu, `$&${BREAK}`);
}

/** Text inside raw HTML, such as a `<summary>`, where Markdown does not reach. */
export function escapeHtml(text: string): string {
  return shorten(oneLine(text), INLINE_LIMIT)
    .replace(/[&<>"'|`\\*_~$[\]]/gu, entity)
    .replace(LINKED, `$&${BREAK}`)
    .replace(/(?<!\barn\S{0,300}):(?!\d\d:)(?=[\w+-]+:)/gu, `$&${BREAK}`);
}

/** Our own sentences may contain `code` in backticks: that stays code, everything else is escaped. */
export function prose(text: string): string {
  return shorten(oneLine(text), INLINE_LIMIT)
    .split(/(`[^`]+`)/u)
    .map((part) => (/^`[^`]+`$/u.test(part) ? codeSpan(part.slice(1, -1)) : keepBlanks(part)))
    .join('');
}

/** A code span that is safe in a table cell, where a pipe would end the cell and a backtick the span. */
export function codeSpan(text: string): string {
  const line = shorten(oneLine(text), INLINE_LIMIT);
  if (line === '') return '';
  if (!/[`|]/u.test(line)) return `\`${line}\``;
  return `<code>${line.replace(LINKED, '$&\u200b').replace(/[^\p{L}\p{N} ]/gu, entity)}</code>`;
}

/** A code block whose fence is longer than any fence inside, so that no text can break out. */
export function codeBlock(text: string, language = ''): string {
  const body = withoutLastBreaks(visibleText(text));
  const longest = Math.max(2, ...(body.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language.replace(/[^a-z0-9-]/giu, '')}\n${body}\n${fence}`;
}

/** A Markdown link; an address that is not plain http(s) is shown as text, because a link that scripts must never appear. */
export function link(label: string, url: string): string {
  const address = /^https?:\/\/[^\s<>"'`\\]{1,2000}$/u.test(url) ? url : undefined;
  if (address === undefined) return escapeMarkdown(label);
  return `[${escapeMarkdown(label)}](<${address.replace(/\|/gu, '%7C').replace(/&/gu, '&amp;')}>)`;
}

/**
 * Text for one line of the log. The runner obeys `##[…]` anywhere in a line and `::…::` at its start, even after spaces;
 * a zero-width space inside keeps both readable and inert.
 */
export function plainLogText(text: string, options: { lines?: 'one' | 'keep'; limit?: number } = {}): string {
  const plain = options.lines === 'keep' ? visibleText(text) : oneLine(text);
  return shorten(plain, options.limit ?? INLINE_LIMIT)
    .replace(/##(?=\[)/gu, '##\u200b')
    .replace(/^([^\S\n]*):(?=:)/gmu, '$1:\u200b');
}

function entity(char: string): string {
  return `&#${char.codePointAt(0)};`;
}

function keepBlanks(text: string): string {
  const start = /^\s/u.test(text) ? ' ' : '';
  const end = /\s$/u.test(text) && text.trim() !== '' ? ' ' : '';
  return `${start}${escapeMarkdown(text)}${end}`;
}
