import { lastPart } from './aws/arn.ts';
import { openPauses } from './explain/pause.ts';
import type { OutcomeKind, ServiceReport } from './model.ts';

/** Ends after which the new revision may be what runs. */
const MAY_RUN: readonly OutcomeKind[] = ['succeeded', 'started', 'failed', 'stopped', 'timed-out', 'cancelled'];

/** The values that undo a deployment, for a reader who has to do it at once; nothing where it went back by itself or waits for an answer. */
export function tellWayBack(report: ServiceReport): void {
  const { service, cluster, outcome, previousTaskDefinitionArn: previous, taskDefinitionArn: now, timeline } = report;
  const wentBack = timeline.some((event) => event.kind === 'status' && event.status.startsWith('ROLLBACK_'));
  if (previous === undefined || now === undefined || previous === now || wentBack) return;
  if (!MAY_RUN.includes(outcome.kind) || openPauses(report).length > 0) return;
  const values = { service, cluster, 'rollback-to': lastPart(previous) };
  const listed = Object.entries(values).map(([name, value]) => `\`${name}: ${value}\``);
  const flags = Object.entries(values).map(([name, value]) => `-f ${name}=${value}`);
  report.next.push(
    `To go back, start the rollback workflow with ${listed.join(', ')}: \`gh workflow run rollback.yml ${flags.join(' ')}\``,
  );
}

/** A rollback that was asked for is the success, and one that was turned back is not. */
export function tellRollback(report: ServiceReport, to: string): void {
  const { service, outcome, previousTaskDefinitionArn: previous, taskDefinitionArn: now } = report;
  const [asked, from] = [lastPart(to), previous === undefined ? 'what ran before' : lastPart(previous)];
  if (outcome.kind === 'rolled-back') {
    const headline = `The rollback of ${service} to ${asked} did not succeed: ${asked} did not become stable, and ECS turned it back.`;
    report.outcome = { ...outcome, headline };
  }
  if (outcome.kind !== 'succeeded') return;
  const headline =
    now === undefined || now === to
      ? `${service} was rolled back as asked: ${asked} runs again instead of ${from}.`
      : `${service} was rolled back as asked: the settings of ${asked} run again instead of ${from}, registered by ECS as ${lastPart(now)}.`;
  report.outcome = { ...outcome, headline };
}
