import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model.ts';
import { toComment } from '../../src/github/comment.ts';
import { toHtml } from '../../scripts/github-markdown.ts';
import { HOSTILE, withEveryText } from '../report/hostile.ts';
import { checked, failedChecks, plan, registered, severalServices } from '../report/more-reports.ts';
import { report, rolledBack, serviceReport, success } from '../report/reports.ts';

const PLACE = {
  marker: '<!-- ecs-express-deploy: 0123456789abcdef -->',
  runUrl: 'https://github.com/acme/shop/actions/runs/42',
  sha: 'c0ffee'.padEnd(40, '0'),
};
const GITHUB_LIMIT = 65_536;

const comment = (shown: Report): string => toComment(shown, PLACE);

describe('what the comment says', () => {
  test.each<[string, Report, { there: string[]; absent?: string[] }]>([
    [
      'a success',
      success(),
      {
        there: ['### ✅ web runs web:43', '`web:42` → `web:43`', '<details><summary>Task definition:'],
        absent: ['[!C'],
      },
    ],
    [
      'a rollback, without the lines of the log',
      rolledBack(),
      {
        there: ['### ↩️', '> [!CAUTION]', '**Fix:** Set `DATABASE_URL`'],
        absent: ['at loadConfig', 'variable DATABASE_URL is not set'],
      },
    ],
    [
      'a plan, folded',
      plan(),
      { there: ['### 🔎', '<details><summary>Task definition: 2 lines added'], absent: ['<details open>'] },
    ],
    [
      'a plan without changes',
      plan(false),
      { there: ['**Nothing would change.**'], absent: ['<details><summary>Task'] },
    ],
    ['a registration', registered(), { there: ['`web:43`'] }],
    ['a check without AWS', checked(), { there: ['Checked deploy/task-definition.json', 'mutable-tag'] }],
    ['refused checks', failedChecks(), { there: ['`deploy/task-definition.json:9:7`'] }],
    [
      'several services',
      severalServices(),
      { there: ['| `web` |', '| `worker` |', '<details open><summary>↩️ <b>web</b> rolled back'] },
    ],
  ])('%s', (_, shown, { there, absent = [] }) => {
    const text = comment(shown);
    for (const part of there) expect(text).toContain(part);
    for (const part of absent) expect(text).not.toContain(part);
  });

  test('starts with its marker and ends with a link to the full run', () => {
    const lines = comment(success()).trimEnd().split('\n');
    expect(lines[0]).toBe(PLACE.marker);
    expect(lines.at(-1)).toBe(`[Summary and logs of this run](<${PLACE.runUrl}>) · ${PLACE.sha}`);
  });

  test('no values of variables, which GitHub does not mask in comments; only that they changed', () => {
    const definitionDiff = [
      '         {',
      '           "name": "DATABASE",',
      '-          "value": "postgres://old:pa\\"ss@db"',
      '+          "value": "postgres://new:pass@db"',
      '         }',
      '-          "value": "***"',
      '+          "value": "*** (changed)"',
      '+        { "name": "LOG_LEVEL", "value": "leaks" }',
      '+        "splunk-token": "5ec2e7",',
      '+      "image": "web:1.5.0",',
    ].join('\n');
    const text = comment(report([serviceReport({ definitionDiff })]));
    expect(text).not.toMatch(/postgres|5ec2e7|leaks/u);
    expect(text).toContain('-          "value": "***"\n+          "value": "***"');
    expect(text).toContain('"value": "*** (changed)"');
    expect(text).toContain('+      "image": "web:1.5.0",');
  });
});

describe('the size', () => {
  test.each<[string, Report]>([
    ['a diff of 400 KB', report([serviceReport({ definitionDiff: `+ ${'é'.repeat(200)}\n`.repeat(1_000) })])],
    [
      '200 services',
      report(
        Array.from({ length: 200 }, (_, number) =>
          serviceReport({ service: `web-${number}`, definitionDiff: `+${'x'.repeat(5_000)}\n` }),
        ),
      ),
    ],
    ['texts of 200 KB everywhere', withEveryText(severalServices(), '|'.repeat(200_000))],
  ])('of %s fits', (_, shown) => {
    const text = comment(shown);
    expect(text.length).toBeLessThanOrEqual(GITHUB_LIMIT);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(GITHUB_LIMIT);
    expect(text).toContain(PLACE.marker);
    expect(text).toContain(PLACE.runUrl);
  });

  test('what does not fit is named', () => {
    const services = Array.from({ length: 60 }, (_, number) =>
      serviceReport({ service: `web-${number}`, definitionDiff: `+${'x'.repeat(5_000)}\n` }),
    );
    expect(comment(report(services))).toMatch(
      /> Left out, because GitHub limits comments to 65,536 characters: .*details of web-59/u,
    );
  });
});

describe('hostile texts', () => {
  test.each<[string, Report]>([
    ['a success', success()],
    ['a rollback', rolledBack()],
    ['refused checks', failedChecks()],
    ['a check without AWS', checked()],
    ['a plan', plan()],
    ['several services', severalServices()],
  ])('stay texts in %s', async (_, harmless) => {
    const plain = shapeOf(await toHtml(comment(withEveryText(harmless, 'harmless'))));
    for (const text of HOSTILE) {
      const shown = comment(withEveryText(harmless, text));
      expect(shown.length).toBeLessThanOrEqual(GITHUB_LIMIT);
      const html = await toHtml(shown);
      expect(html).not.toMatch(/<(?:script|img|iframe|input|h1)|href="(?!https?:)|<[^>]* on\w+=/iu);
      if (text.length < 1_000) expect(shapeOf(html)).toEqual(plain);
    }
  });
});

/** How many parts a reader sees: what no foreign text may change. */
function shapeOf(html: string): Record<string, number> {
  const parts = ['<table>', '<tr>', '<details', '</details>', 'class="markdown-alert ', '<h3>', '<hr>', '<ol>', '<a '];
  return Object.fromEntries(parts.map((part) => [part, html.split(part).length - 1]));
}
