import type { Report } from '../model.ts';

export function toSummary(report: Report): string {
  return report.outcome.headline;
}
