import type { Denial } from '../aws/denial.ts';
import { isOfPreflight, onlyExplains, toMissingPermissions } from '../aws/missing-permissions.ts';
import { isGreen, type Report } from '../model.ts';

/** What the run had to do without, for want of a permission, and nothing that the report says anyway. */
export function missedPermissions(report: Report, denials: readonly Denial[]): Report['missingPermissions'] {
  return toMissingPermissions(
    denials.filter(({ action }) => !isTold(action, report) && !isNoLoss(action, report) && !isOfPreflight(action)),
  );
}

/** If the step failed because of a missing permission, the failure already names it. */
function isTold(action: string, { outcome, services, tasks = [], problems }: Report): boolean {
  const outcomes = [outcome, ...services.map((service) => service.outcome), ...tasks.map((task) => task.outcome)];
  const errors = problems.filter(({ severity }) => severity === 'error');
  return [...outcomes.flatMap(({ causes }) => causes), ...errors].some(({ message }) => message.includes(action));
}

/** What explains a failure is not missed where there was none. */
function isNoLoss(action: string, { outcome, tasks }: Report): boolean {
  return isGreen(outcome.kind) && onlyExplains(action, { hasTasks: tasks !== undefined });
}
