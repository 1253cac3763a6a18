import { failedItself, type Report, type ServiceReport } from '../model.ts';
import { prose } from './escape.ts';
import { ALWAYS, type Block, fit } from './fit.ts';
import { hasChanges } from './acts.ts';
import { alert, failureAlert, warningAlert } from './section/alert.ts';
import { candidatesSection } from './section/candidates.ts';
import { checkedSection } from './section/checked.ts';
import { diffSection, settingsSection } from './section/changes.ts';
import { headOf, headOfReport } from './section/head.ts';
import { protectedImagesSection } from './section/protected-images.ts';
import { oldRevisionsSection } from './section/old-revisions.ts';
import { nextSection } from './section/next.ts';
import { notCheckedSection } from './section/not-checked.ts';
import { failedFirst, overviewSection, serviceTitle } from './section/overview.ts';
import { pauseAlert, progressSection } from './section/progress.ts';
import { problemsSection } from './section/problems.ts';
import { deploymentsSection, eventsSection, pictureSection } from './section/rollout.ts';
import { taskSection } from './section/one-off.ts';
import { resultsSection } from './section/results.ts';
import { schedulesSection } from './section/schedules.ts';
import { verificationSection } from './section/verification.ts';
import { targetsSection, tasksSection } from './section/tasks.ts';
import { reportLabel } from './service-label.ts';

/** GitHub allows 1,048,576 bytes; masking may lengthen a line, so some room is left. */
const LIMIT = 1_000_000;

/** The job summary: what happened, why, and what to do now, for readers who will not open the AWS console. */
export function toSummary(report: Report): string {
  return fit([...topBlocks(report), ...serviceBlocks(report), ...bottomBlocks(report)], LIMIT);
}

function topBlocks(report: Report): Block[] {
  const [only, ...more] = report.services;
  const single = only !== undefined && more.length === 0;
  return [
    block('head', ALWAYS, single ? headOf(only, report) : headOfReport(report)),
    block('cause', 99, toldBelow(report) ? '' : failureAlert(report.outcome)),
    block('checks', 95, nothingWritten(report) ? refusal(report) : ''),
    block('checked', 92, report.checked === undefined ? '' : checkedSection(report.checked)),
    block('candidates', 93, nothingWritten(report) ? candidatesSection(report) : ''),
    block('one-off task', 96, (report.tasks ?? []).map(taskSection).join('\n\n')),
    block('system', 94, verificationSection({ timeline: report.verification ?? [] })),
    block('overview', 94, more.length > 0 ? overviewSection(report) : ''),
  ];
}

function serviceBlocks(report: Report): Block[] {
  const [only, ...more] = report.services;
  if (only === undefined) return [];
  if (more.length === 0) return bodyBlocks(only, report);
  return failedFirst(report.services).map((service) => {
    const open = failedItself(service) ? ' open' : '';
    const body = fit(bodyBlocks(service, report), LIMIT / 4).trimEnd();
    const text = `<details${open}><summary>${serviceTitle(service, report)}</summary>\n\n${body}\n\n</details>`;
    return block(`details of ${reportLabel(service, report).slice(0, 40)}`, open === '' ? 10 : 70, text);
  });
}

function bodyBlocks(service: ServiceReport, report: Report): Block[] {
  const plan = report.mode === 'plan';
  const changes = [
    block('settings', plan ? 92 : 45, settingsSection(service, plan)),
    block('task definition diff', plan ? 91 : 20, diffSection(service, plan)),
  ];
  return [
    block('cause', 99, failureAlert(service.outcome)),
    block('results', 97, resultsSection(service)),
    block('pause', 98, pauseAlert(service)),
    block('warnings', 88, warningAlert(service.timeline)),
    ...(plan ? [block('no change', 93, hasChanges(service) ? '' : nothingChanges()), ...changes] : []),
    block('verification', 94, verificationSection(service)),
    block('picture', 40, pictureSection(service)),
    block('deployments', 80, deploymentsSection(service)),
    block('stages', 65, progressSection(service)),
    block('tasks', 60, tasksSection(service)),
    block('targets', 55, targetsSection(service)),
    block('events', 30, eventsSection(service)),
    ...(plan ? [] : changes),
    block('next steps', 90, nextSection(service)),
  ];
}

function bottomBlocks(report: Report): Block[] {
  const missing = block('missing permissions', 86, missingPermissions(report));
  const notChecked = block('not checked', 61, notCheckedSection(report));
  if (nothingWritten(report)) return [notChecked, missing];
  return [
    block('candidates', 65, candidatesSection(report)),
    block('schedules', 90, schedulesSection(report)),
    block('protected images', 63, protectedImagesSection(report)),
    block('old revisions', 62, oldRevisionsSection(report)),
    block('checks', 85, problemsSection(report.problems)),
    notChecked,
    missing,
  ];
}

function missingPermissions({ missingPermissions: missing }: Report): string {
  return missing === undefined ? '' : alert('WARNING', [prose(missing.message), prose(missing.fix)]);
}

/** A cause that belongs to a service appears once, in its section. */
function toldBelow(report: Report): boolean {
  const told = new Set(report.services.flatMap((service) => service.outcome.causes.map((cause) => cause.message)));
  return report.outcome.causes.every((cause) => told.has(cause.message));
}

/** True when the checks stopped the run: they are the message then, and the reader wants to know that nothing happened. */
function nothingWritten(report: Report): boolean {
  const refused = report.problems.some((problem) => problem.severity === 'error');
  const touched = report.services.some((service) => service.deploymentArn !== undefined);
  return refused && !touched && report.registered.length === 0;
}

function refusal(report: Report): string {
  if (report.mode === 'check') return problemsSection(report.problems);
  const sentence = '**Nothing was written:** no task definition was registered and no service was touched.';
  return `${alert('CAUTION', [sentence])}\n\n${problemsSection(report.problems)}`;
}

function nothingChanges(): string {
  return alert('NOTE', ['**Nothing would change.** The task definition and every setting are already live.']);
}

function block(name: string, keep: number, text: string): Block {
  return { name, keep, text };
}
