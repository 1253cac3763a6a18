import type { Report } from '../model.ts';
import { plainLogText } from '../report/escape.ts';
import { groupDigits } from '../report/plain.ts';
import { reportLabel } from '../report/service-label.ts';

const LINES = 300;

/** What a plan would change in each task definition, which the action shows in its summary: a unified diff, line by line. */
export function planDiffLines({ outcome, services }: Pick<Report, 'outcome' | 'services'>): string[] {
  if (outcome.kind !== 'planned') return [];
  return services.flatMap((service) => {
    const lines = service.definitionDiff.trimEnd().split('\n');
    if (lines.every((line) => line.trim() === '')) return [];
    const hidden = lines.length - LINES;
    return [
      ...(services.length > 1 ? [plainLogText(`${reportLabel(service, { services })}:`)] : []),
      ...lines.slice(0, LINES).map((line) => `  ${plainLogText(line, { lines: 'keep' })}`.trimEnd()),
      ...(hidden > 0 ? [`  … ${groupDigits(hidden)} more lines: --summary-file writes the whole of it.`] : []),
    ];
  });
}
