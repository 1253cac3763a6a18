import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Report, ServiceReport } from '../../src/model.ts';
import { toMermaid } from '../../src/report/mermaid.ts';
import { HOSTILE, withEveryText } from './hostile.ts';
import { parseMermaid } from './mermaid-parser.ts';
import { expressCanary, huge, plan, threeHours } from './more-reports.ts';
import { rolledBack, serviceReport, success } from './reports.ts';
import { after, counts, T0, timeline } from './timeline.ts';
import { runs } from '../random.ts';

const reports: [string, Report][] = [
  ['a success', success()],
  ['a rollback', rolledBack()],
  ['an Express canary', expressCanary()],
  ['1,000 tasks', huge()],
  ['10,000 events', huge(1_000, 10_000)],
  ['three hours', threeHours()],
];

test.each(reports)('the chart of %s is valid mermaid', async (_, report) => {
  const picture = toMermaid(only(report));
  expect(await parseMermaid(picture)).toBe('gantt');
  expect(picture.length).toBeLessThan(50_000);
});

test.each(HOSTILE)('%.40j does not break the chart', async (text) => {
  const picture = toMermaid({ ...only(rolledBack()), ...pick(withEveryText(rolledBack(), text)) });
  expect(await parseMermaid(picture)).toBe('gantt');
});

test('any names and times make a valid chart', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary' }),
      fc.array(fc.integer({ min: -100, max: 20_000 })),
      fc.nat(90_000),
      async (name, times, end) => {
        const events = times.map(
          (seconds, index) =>
            [seconds, counts(`${name}:${index % 3}`, 'target', [index, 1, 5])] as [number, ReturnType<typeof counts>],
        );
        const picture = toMermaid(
          serviceReport({ timeline: timeline(...events), startedAt: T0, finishedAt: after(end) }),
        );
        if (picture !== '') expect(await parseMermaid(picture)).toBe('gantt');
      },
    ),
    { numRuns: runs(200) },
  );
});

test('a rollout of twenty seconds has its bars in order and ends with the run', () => {
  const events = timeline(
    [1, counts('web:42', 'source', [1, 0, 1])],
    [1, counts('web:43', 'target', [0, 1, 1])],
    [12, counts('web:43', 'target', [1, 0, 1])],
    [18, counts('web:42', 'source', [0, 0, 0])],
  );
  expect(toMermaid(serviceReport({ timeline: events, finishedAt: after(20) }))).toMatchInlineSnapshot(`
    "---
    displayMode: compact
    config: { gantt: { useWidth: 960, leftPadding: 110, rightPadding: 20, barHeight: 20, barGap: 5, topPadding: 50, gridLineStartPadding: 45, titleTopMargin: 30 } }
    ---
    gantt
      title Rollout (UTC)
      dateFormat YYYY-MM-DD HH:mm:ss
      axisFormat %H:%M:%S
      tickInterval 5second
      todayMarker off
      section web∶42
      1/1 :done, 2000-01-01 10:02:12, 2000-01-01 10:02:29
      section web∶43
      0/1 :active, 2000-01-01 10:02:12, 2000-01-01 10:02:23
      1/1 :active, 2000-01-01 10:02:23, 2000-01-01 10:02:31
      section moments
      succeeded :done, milestone, 2000-01-01 10:02:31, 0s"
  `);
});

test('without counts or stages there is nothing to draw', () => {
  expect(toMermaid(only(plan()))).toBe('');
});

function only(report: Report): ServiceReport {
  const [service] = report.services;
  if (service === undefined) throw new Error('The report has no service.');
  return service;
}

function pick(report: Report): Pick<ServiceReport, 'service' | 'timeline'> {
  const { service, timeline: events } = only(report);
  return { service, timeline: events };
}
