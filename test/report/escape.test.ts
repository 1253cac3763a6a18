import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeBlock, codeSpan, escapeHtml, escapeMarkdown, link, plainLogText, prose } from '../../src/report/escape.ts';
import { table } from '../../src/report/section/table.ts';
import { toHtml } from '../../scripts/github-markdown.ts';
import { HOSTILE } from './hostile.ts';
import { runs } from '../random.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(fc.constantFrom(...'|`<>&\\*_~[]()#@:/$!-+=1. \n\r\t\u001b\u202eaZ::##[ww.h'), { maxLength: 60 })
    .map((chars) => chars.join('')),
  fc.constantFrom(...HOSTILE),
);

describe('a text in the log', () => {
  test.each([
    ['##[error]gone', '##\u200b[error]gone'],
    ['a ##[group]', 'a ##\u200b[group]'],
    ['::error::gone', ':\u200b:error::gone'],
    ['  ::error::gone', ':\u200b:error::gone'],
    ['time 10:02 a::b', 'time 10:02 a::b'],
    ['two\r\nlines\tand', 'two lines and'],
    ['\u001b[1;31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007text', 'text'],
  ])('%j becomes %j', (text, expected) => {
    expect(plainLogText(text)).toBe(expected);
  });

  test('is shortened, with a count, if it is long', () => {
    expect(plainLogText('x'.repeat(200_000))).toBe(`${'x'.repeat(2_000)}… (198,000 more characters)`);
  });

  test('never commands the runner', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('one' as const, 'keep' as const), (text, lines) => {
        const shown = plainLogText(text, { lines });
        expect(shown).not.toContain('##[');
        for (const line of shown.split(/[\r\n\u0085\u2028\u2029]/u))
          expect(line.trimStart().startsWith('::')).toBe(false);
        if (lines === 'one') expect(shown).not.toMatch(/[\r\n]/u);
      }),
    );
  });
});

describe('a text in the summary', () => {
  test.each([
    ['a|b', 'a&#124;b'],
    ['@octocat', '@&#8203;octocat'],
    ['fixes #12', 'fixes #&#8203;12'],
    ['GH-7', 'GH-&#8203;7'],
    [':tada:', ':&#8203;tada:'],
    ['at 10:02:15 UTC', 'at 10:02:15 UTC'],
    ['arn:aws:ecs:eu-west-1:1:service/web', 'arn:aws:ecs:eu-west-1:1:service/web'],
    ['https://x.y', 'https:&#8203;//x.y'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ["don't “worry”", "don't “worry”"],
  ])('%j becomes %j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  test('keeps its code between backticks in our own sentences', () => {
    expect(prose('Set `PORT`, not `a|b`.')).toBe('Set `PORT`, not <code>a&#124;b</code>.');
  });

  test.each([
    ['javascript:alert(1)', 'Docs'],
    ['data:text/html,x', 'Docs'],
    ['https://a.b/"onclick=x', 'Docs'],
    ['https://a.b/c?d=e&f#logsV2:g', '[Docs](<https://a.b/c?d=e&amp;f#logsV2:g>)'],
  ])('links to %s only as %s', (url, expected) => {
    expect(link('Docs', url)).toBe(expected);
  });

  test('stays one cell in its row, and plain text', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const cells = [escapeMarkdown(text), codeSpan(text), prose(text)];
        const html = await toHtml(
          table(
            ['A', 'B', 'C', 'D'],
            [
              [...cells, 'end'],
              ['1', '2', '3', 'last'],
            ],
          ),
        );
        expect(html.match(/<tr>/gu)).toHaveLength(3);
        expect(html).toMatch(/<td>end<\/td>/u);
        expect(tagsOf(html).filter((tag) => !/^<\/?(?:table|thead|tbody|tr|th|td|code)>$/u.test(tag))).toEqual([]);
      }),
      { numRuns: runs(300) },
    );
  });

  test('keeps its meaning', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), async (text) => {
        const html = await toHtml(`x ${escapeMarkdown(text)} y`);
        const shown = html
          .replaceAll('\u200b', '')
          .replace(/&#x([0-9A-F]+);/gu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
        expect(shown.replace(/\s+/gu, ' ')).toBe(`<p>x ${text.trim()} y</p>`.replace(/\s+/gu, ' '));
      }),
      { numRuns: runs(300) },
    );
  });

  test('stays inside its code block', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const html = await toHtml(`${codeBlock(text, 'text')}\n\nafter`);
        expect(html).toMatch(/^<pre><code class="language-text">[^<]*<\/code><\/pre>\n<p>after<\/p>$/u);
      }),
      { numRuns: runs(300) },
    );
  });

  test('is inert in raw HTML', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const html = await toHtml(`<details><summary>${escapeHtml(text)}</summary>\n\nafter\n\n</details>`);
        expect(tagsOf(html)).toEqual(['<details>', '<summary>', '</summary>', '<p>', '</p>', '</details>']);
      }),
      { numRuns: runs(300) },
    );
  });
});

function tagsOf(html: string): string[] {
  return html.match(/<[^>]*>/gu) ?? [];
}

test.each(['\n', '\r', ' ', '`', '::', '##['])(
  '300 KB of %j is made harmless, which took longer than a test may',
  (part) => {
    const text = `x${part.repeat(300_000 / part.length)}x`;
    for (const escape of [codeBlock, codeSpan, prose, escapeMarkdown, escapeHtml]) expect(escape(text)).not.toBe('');
    expect(plainLogText(text, { lines: 'keep', limit: Infinity })).not.toBe('');
  },
);
