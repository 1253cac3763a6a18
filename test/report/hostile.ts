import type { Report } from '../../src/model.ts';

/** Texts that tried to be something else in other people's summaries and logs. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</details></td></table><h1>gone</h1>',
  '| a | b |\n| - | - |\n| c | d |',
  '```\n## out of the fence\n~~~~',
  '[click](javascript:alert(1)) ![x](https://evil.example/x.png)',
  'https://evil.example www.evil.example a@evil.example',
  '@octocat closes #1 and GH-2 :tada: $x^2$ ~~gone~~ **bold** _it_',
  '::error file=a.ts::gone\n::add-mask::e\n  ::stop-commands::x',
  'text ##[error]gone ##[add-mask]e ###[x]',
  '\u001b[31mred\u001b[0m \u202egnirts\u202c \u0000\u0007 \u009b31m',
  '> [!CAUTION]\n> nothing happened',
  'section x :crit, a, b; click a call b() %%{init: {}}%%',
  'click here call now()',
  '2024-01-01 vert title',
  '\\| \\` \\<b> `a|b` ``|``',
  '1. one\n- two\n# three\n---\n===',
  '100%0A::error::gone%0D%0A##[warning]gone %25 %3A%2C',
  '<!-- gone -->text <!--gone',
  '@everyone @org/team see #123, org/repo#4 and 0123456789abcdef0123456789abcdef01234567',
  '```mermaid\ngraph TD; a-->b; click a href "javascript:alert(1)"\n```',
  '<picture><source srcset="https://evil.example/x"><style>*{display:none}</style><svg onload=alert(1)>',
  '[text]: https://evil.example\n[^1]: note\n<https://evil.example>',
  'タスクが停止しました。 Задача остановлена \u0627\u0644\u0645\u0647\u0645\u0629',
  '\r\n\r\n# a heading\r\n\u2028> a quote\u2029\u0085- a list',
  'x'.repeat(200_000),
  '\ud800 lone surrogate',
];

const OURS = new Set(['kind', 'mode', 'severity', 'role']);

/** The same report with one text in every place that a foreign text can take. */
export function withEveryText(report: Report, text: string): Report {
  return replaced(report, text) as Report;
}

function replaced(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((item) => replaced(item, text));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, OURS.has(key) ? item : replaced(item, text)]),
  );
}
