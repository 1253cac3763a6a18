import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model.ts';
import { toSummary } from '../../src/report/summary.ts';
import { toHtml } from '../../scripts/github-markdown.ts';
import { renderSummaryPage } from '../../scripts/summary-page.ts';
import { HOSTILE, withEveryText } from './hostile.ts';
import {
  checked,
  expressCanary,
  failedChecks,
  huge,
  oneOffFailed,
  paused,
  plan,
  registered,
  severalServices,
} from './more-reports.ts';
import { report, rolledBack, serviceReport, success } from './reports.ts';

const MEBIBYTE = 1_048_576;

test('what is waited for stands there once, however often the log repeated it', () => {
  const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 10, minute));
  const waiting = (minute: number, times: string) => ({
    at: at(minute),
    kind: 'waiting' as const,
    message: `waiting: the old tasks keep running until the termination wait ends${times}`,
  });
  const timeline = [
    waiting(0, ' (1 h 2 min left)'),
    waiting(1, ' (1 h 1 min left; the deployment started 1 min ago)'),
    waiting(58, ' (4 min left; the deployment started 58 min ago)'),
    waiting(59, ' (the deployment started 1 h 2 min ago)'),
  ];
  expect(toSummary(report([serviceReport({ timeline })])).match(/termination wait ends/gu)).toHaveLength(1);
});

test('the events are in order of time, even late ones', () => {
  const at = (second: number): Date => new Date(Date.UTC(2026, 2, 2, 10, 0, second));
  const timeline = [
    { at: at(9), kind: 'notice' as const, message: 'seen first' },
    { at: at(4), kind: 'service-event' as const, id: 'a', message: 'happened first' },
  ];
  const summary = toSummary(report([serviceReport({ timeline })]));
  expect(summary).toContain('| 10:00:04 | service event: happened first |\n| 10:00:09 | seen first |');
});

describe('the top', () => {
  test('of a success has outcome, service, revisions, image, duration and endpoint in one line', () => {
    const [head, , facts] = toSummary(success()).split('\n');
    expect(head).toBe('### ✅ web runs web:43: 4 of 4 tasks, all targets healthy.');
    expect(facts).toBe(
      '**succeeded** · `web` in `prod`, eu-west-1 · `web:42` → `web:43` · `web:1.5.0` · 3 min 38 s · [shop.example.com](<https://shop.example.com/>)',
    );
  });

  test('of a failure has cause and fix in the red box before everything else', () => {
    const summary = toSummary(rolledBack());
    expect(summary).toContain('\n> [!CAUTION]\n> **Essential container in task exited:');
    expect(summary.indexOf('**Fix:**')).toBeLessThan(summary.indexOf('```mermaid'));
  });

  test('of failed checks says that nothing was written', () => {
    const summary = toSummary(failedChecks());
    expect(summary).toContain('**Nothing was written:** no task definition was registered and no service was touched.');
    expect(summary).toContain('`deploy/task-definition.json:9:7`');
    expect(summary).not.toContain('<details>');
  });

  test('of a check without AWS says what was checked, what was not, and what comes next', () => {
    const summary = toSummary(checked());
    expect(summary).toContain('**Checked:** `deploy/task-definition.json` · rules for inputs, files');
    expect(summary).toContain('| `web` | `web:latest` |\n| `log` | not known |');
    expect(summary).toContain('- Whether the images exist.');
    expect(summary).toContain('`mode: plan`');
    expect(toSummary({ ...failedChecks(), mode: 'check' })).not.toContain('Nothing was written');
  });

  test('of a pause says what is paused, until when, and what happens then', () => {
    const summary = toSummary(paused());
    expect(summary).toContain(
      '> **The deployment is paused until someone continues it.**\n>\n> Paused at post test traffic shift, until 2026-03-02 11:02 UTC; then ECS does',
    );
    expect(summary).toContain('| scale up | 10:02:11 | 20 s |');
    expect(summary).toContain('| post test traffic shift | 10:02:31 | 40 s so far, 2 min left | 0 % | 100 % |');
  });

  test.each(HOSTILE)('of a pause with hostile words stays in its box: %j', async (text) => {
    const html = await toHtml(toSummary(paused(text)));
    expect(html).not.toMatch(/<(?:script|img|iframe|input|h1)|href="(?!https?:)|<[^>]* on\w+=/iu);
    expect(html.match(/class="markdown-alert /gu)).toHaveLength(1);
  });

  test('of a plan has the changes', () => {
    expect(toSummary(plan())).toContain('`web:42` → new revision');
    expect(toSummary(plan())).toContain('<details open><summary>Task definition: 2 lines added, 1 removed</summary>');
    expect(toSummary(plan(false))).toContain('**Nothing would change.**');
  });

  test('of a registration has the revision', () => {
    expect(toSummary(registered())).toContain('**registered** · `web:43` · 2 s');
  });

  test('of a failed one-off task has its cause, its containers and each log once', () => {
    const summary = toSummary(oneOffFailed());
    expect(summary).toContain('**One-off task** ❌ failed · `0123456789ab` · `web:43` · in `prod`');
    expect(summary).toContain('| `migrate` | yes | exit code 3 |');
    expect(summary).toContain('| `agent` | no | exit code 143 | stopped |');
    expect(summary.match(/Applying 0042_add_orders/gu)).toHaveLength(1);
    expect(summary).toContain('<details><summary>Last 1 line of agent</summary>');
  });

  test('of several services has one row each, the failed one first and open', () => {
    const summary = toSummary(severalServices());
    expect(summary.match(/^\| `(?:web|worker|mailer)` \|/gmu)).toEqual(['| `web` |', '| `worker` |', '| `mailer` |']);
    expect(summary).toContain('<details open><summary>↩️ <b>web</b> rolled back · web:43</summary>');
    expect(summary.match(/\[!CAUTION\]/gu)).toHaveLength(1);
  });
});

describe('the size', () => {
  test.each([
    [1_000, 100],
    [1_000, 10_000],
    [5_000, 1_000],
  ])('of %i tasks and %i events is shown whole', async (tasks, events) => {
    const summary = toSummary(huge(tasks, events));
    expect(Buffer.byteLength(summary)).toBeLessThan(MEBIBYTE);
    for (const rows of tablesOf(summary)) expect(new Set(rows.map(columns)).size).toBe(1);
    expect((await toHtml(summary)).match(/<table>/gu)).toHaveLength(tablesOf(summary).length);
  });

  test('of an unreadably long one is cut, the least important first, and says so', () => {
    const services = Array.from({ length: 60 }, (_, number) =>
      serviceReport({ service: `web-${number}`, definitionDiff: `+${'é'.repeat(25_000)}\n`.repeat(2) }),
    );
    const summary = toSummary(report(services));
    expect(Buffer.byteLength(summary)).toBeLessThan(MEBIBYTE);
    expect(summary).toMatch(/> Left out, because GitHub limits summaries to 1 MiB: .*details of web-59/u);
    expect(summary).toContain('| `web-59` |');
  });
});

describe('hostile texts', () => {
  const reports: [string, Report][] = [
    ['success', success()],
    ['rollback', rolledBack()],
    ['express', expressCanary()],
    ['checks', failedChecks()],
    ['check without AWS', checked()],
    ['plan', plan()],
    ['several', severalServices()],
    ['one-off task', oneOffFailed()],
  ];

  test.each(reports)('cannot change the page of a %s', async (_, harmless) => {
    const shown = async (text: string): Promise<string> => {
      const summary = toSummary(withEveryText(harmless, text));
      expect(Buffer.byteLength(summary)).toBeLessThan(MEBIBYTE);
      const html = await toHtml(summary);
      expect(html).not.toMatch(/<(?:script|img|iframe|input|h1)|href="(?!https?:)|<[^>]* on\w+=/iu);
      return html;
    };
    const plain = shapeOf(await shown('harmless'));
    for (const text of HOSTILE) {
      const html = await shown(text);
      const short = text.slice(0, 1_000);
      expect(shapeOf(short === text ? html : await shown(short))).toEqual(plain);
    }
  });

  test('cannot run a script on our page, in the title or in the log either', async () => {
    const [script = ''] = HOSTILE;
    const page = await renderSummaryPage({
      markdown: toSummary(withEveryText(plan(), script)),
      title: script,
      log: `${script}\n::group::${script}`,
    });
    expect(page).not.toContain('<script');
    expect(page).toContain("script-src 'none'");
  });
});

/** How many tables, rows, folds, alerts and headings a reader sees: what no foreign text may change. */
function shapeOf(html: string): Record<string, number> {
  const parts = [
    '<table>',
    '<tr>',
    '<details',
    '</details>',
    'class="markdown-alert ',
    '<h3>',
    '<hr>',
    '<ul>',
    '<ol>',
    '<a ',
  ];
  return Object.fromEntries(parts.map((part) => [part, html.split(part).length - 1]));
}

function tablesOf(markdown: string): string[][] {
  return markdown
    .split(/\n\n/u)
    .map((part) => part.split('\n'))
    .filter(([first]) => first?.startsWith('| '));
}

function columns(row: string): number {
  return row.split('|').length;
}
