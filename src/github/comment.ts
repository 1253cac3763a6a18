import { isGreen, type Outcome, type Report, type ServiceReport } from '../model.ts';
import { link } from '../report/escape.ts';
import { ALWAYS, type Block, fit } from '../report/fit.ts';
import { hasChanges } from '../report/acts.ts';
import { shorten } from '../report/plain.ts';
import { alert, failureAlert, warningAlert } from '../report/section/alert.ts';
import { diffSection, settingsSection } from '../report/section/changes.ts';
import { headOf, headOfReport } from '../report/section/head.ts';
import { nextSection } from '../report/section/next.ts';
import { failedFirst, overviewSection, serviceTitle } from '../report/section/overview.ts';
import { problemsSection } from '../report/section/problems.ts';
import { folded } from '../report/section/table.ts';
import { reportLabel } from '../report/service-label.ts';

/** GitHub rejects comments of more than 65,536 characters; we count bytes and leave some room. */
const LIMIT = 64_000;
const DIFF_LIMIT = 25_000;
const SENTENCE_LIMIT = 1_500;
const NAME_LIMIT = 300;
const SENTENCES = new Set(['headline', 'message', 'explanation', 'fix']);
const CAUSES = 3;

const SECRET_KEY = /pass(?:word|wd|phrase)|secret|token|api_?key|private_?key|access_?key|credential/iu;

/**
 * The pull request comment: verdict, causes, changes. A comment is shorter than the summary and, unlike the summary, is
 * not masked by GitHub: values of variables and log lines stay out of it.
 */
export function toComment(report: Report, place: { marker: string; runUrl: string; sha: string }): string {
  const shown = forComment(report);
  const [only, ...more] = shown.services;
  const single = only !== undefined && more.length === 0;
  const told = shown.services.some(({ outcome }) => outcome.causes.length > 0);
  const refused = report.problems.some(({ severity }) => severity === 'error');
  const checks = block(
    'checks',
    refused ? 95 : 85,
    problemsSection(shown.problems.filter(({ severity }) => severity !== 'advice')),
  );
  const run = link('Summary and logs of this run', place.runUrl);
  return fit(
    [
      block('marker', ALWAYS, place.marker),
      block('head', ALWAYS, single ? headOf(only, shown) : headOfReport(shown)),
      block('cause', 99, told ? '' : failureAlert(shown.outcome)),
      ...(refused ? [checks] : []),
      block('overview', 94, more.length > 0 ? overviewSection(shown) : ''),
      ...(single ? serviceBlocks(only, shown) : failedFirst(shown.services).map((one) => foldedService(one, shown))),
      ...(refused ? [] : [checks]),
      block('run', ALWAYS, `${run} · ${/^[0-9a-f]{40}$/u.test(place.sha) ? place.sha : ''}`.replace(/ · $/u, '')),
    ],
    LIMIT,
    'GitHub limits comments to 65,536 characters',
  );
}

function serviceBlocks(service: ServiceReport, report: Report): Block[] {
  const unchanged = report.mode === 'plan' && !hasChanges(service);
  return [
    block('cause', 99, failureAlert(service.outcome)),
    block('warnings', 88, warningAlert(service.timeline)),
    block('no change', 93, unchanged ? alert('NOTE', ['**Nothing would change.**']) : ''),
    block('settings', 60, settingsSection(service, false)),
    block('task definition diff', 50, diffSection(service, false, DIFF_LIMIT)),
    block('next steps', 90, nextSection({ ...service, links: [] })),
  ];
}

function foldedService(service: ServiceReport, report: Report): Block {
  const body = fit(serviceBlocks(service, report), LIMIT / 4, 'the comment would be too long').trim();
  const green = isGreen(service.outcome.kind);
  return block(
    `details of ${reportLabel(service, report).slice(0, 40)}`,
    green ? 10 : 70,
    folded(serviceTitle(service, report), body, !green),
  );
}

/** What may be shown, with lengths that leave room for each other. */
function forComment(report: Report): Report {
  const services = report.services.map((service) => ({
    ...service,
    outcome: withoutLogs(service.outcome),
    timeline: service.timeline.filter(({ kind }) => kind === 'warning'),
    definitionDiff: '',
    revisions: [],
    tasks: [],
    targets: [],
  }));
  const short = shortened({ ...report, outcome: withoutLogs(report.outcome), services }) as Report;
  return {
    ...short,
    services: short.services.map((service, index) => ({
      ...service,
      definitionDiff: withoutValues(report.services[index]?.definitionDiff ?? ''),
    })),
  };
}

function withoutLogs(outcome: Outcome): Outcome {
  const causes = outcome.causes.slice(0, CAUSES).map((cause) => ({ ...cause, logLine: undefined, details: [] }));
  return { ...outcome, causes };
}

/** A string of the task definition with its key, as JSON; what the diff already hides is left as it is. */
const PAIR = /"((?:[^"\\]|\\.){0,1000})": "(?!\*{3}(?: \(changed\))?")(?:[^"\\]|\\.)*"/gu;

/** Values of variables may have come from a secret of the workflow; both sides are hidden, but the changed line is shown. */
function withoutValues(diff: string): string {
  return diff.replace(PAIR, (pair, key: string) =>
    key === 'value' || SECRET_KEY.test(key) ? `"${key}": "***"` : pair,
  );
}

function shortened(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return shorten(value, SENTENCES.has(key) ? SENTENCE_LIMIT : NAME_LIMIT);
  if (Array.isArray(value)) return value.map((item) => shortened(item, key));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shortened(item, name)]));
}

function block(name: string, keep: number, text: string): Block {
  return { name, keep, text };
}
