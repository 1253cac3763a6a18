import { explainLine } from './log.ts';
import type { Explanation } from './explain.ts';

const LAST = 60;
const AGAIN = 2;

/** What a program that runs says again and again, be it only as a warning, where it is known what that means. */
export function repeatedComplaint(
  lines: readonly string[],
): { line: string; index: number; explanation: Explanation } | undefined {
  const first = Math.max(0, lines.length - LAST);
  const shapes = lines.slice(first).map(shapeOf);
  for (let index = lines.length - 1; index >= first; index -= 1) {
    const line = (lines[index] ?? '').trim();
    const shape = shapes[index - first];
    if (line === '' || shapes.filter((one) => one === shape).length < AGAIN) continue;
    const explanation = explainLine(line);
    if (explanation !== undefined && !explanation.symptom && !explanation.general) return { line, index, explanation };
  }
  return undefined;
}

function shapeOf(line: string): string {
  return line.slice(0, 300).replace(/\d+/gu, '#').trim();
}
