import type { Report } from '../model.ts';

/** Everything the summary shows, for programs: dates as ISO 8601, nothing shortened. */
export function toJsonReport(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
