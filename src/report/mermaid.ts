import type { ServiceReport } from '../model.ts';
import { type Lane, type Step, toLanes } from './lanes.ts';

const LIMIT = 45_000;
const WIDTH = 960;
const LANE_NAMES = 110;
const CHARACTER = 6.4;
const SECOND = 1_000;
const DAY = 86_400_000;
const TICKS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

interface Bar extends Step {
  end: number;
}

/**
 * The rollout as a gantt chart in mermaid, which GitHub draws in light and dark. Empty when there was nothing to see.
 * Clock times are UTC like the log's; the day is always the first of January 2000, because no time zone changes its clocks that day.
 */
export function toMermaid(service: ServiceReport): string {
  const lanes = toLanes(service);
  if (lanes.length === 0) return '';
  const start = floor(service.startedAt.getTime());
  const end = Math.max(start + SECOND, ceil(service.finishedAt.getTime()));
  for (let share = 0.005; ; share *= 2) {
    const text = chart(lanes, { start, end, shortest: Math.max(SECOND, (end - start) * share) });
    if (text.length <= LIMIT || share > 1) return text.length <= LIMIT ? text : '';
  }
}

interface Frame {
  start: number;
  end: number;
  shortest: number;
}

function chart(lanes: Lane[], frame: Frame): string {
  const seconds = (frame.end - frame.start) / SECOND;
  const tick = TICKS.find((candidate) => seconds / candidate <= 8) ?? DAY / SECOND;
  return [
    '---',
    'displayMode: compact',
    `config: { gantt: { useWidth: ${WIDTH}, leftPadding: ${LANE_NAMES}, rightPadding: 20, barHeight: 20, barGap: 5, topPadding: 50, gridLineStartPadding: 45, titleTopMargin: 30 } }`,
    '---',
    'gantt',
    '  title Rollout (UTC)',
    '  dateFormat YYYY-MM-DD HH:mm:ss',
    `  axisFormat ${tick < 60 ? '%H:%M:%S' : '%H:%M'}`,
    `  tickInterval ${tick < 60 ? `${tick}second` : `${tick / 60}minute`}`,
    '  todayMarker off',
    ...lanes.flatMap((lane) => [`  section ${plainLabel(lane.name)}`, ...laneLines(lane, frame)]),
  ].join('\n');
}

function laneLines(lane: Lane, frame: Frame): string[] {
  if (lane.kind === 'moments') return momentLines(lane.steps, frame);
  return readable(lane.steps, frame).map((bar) => {
    const tone = bar.tone === 'plain' ? '' : `${bar.tone}, `;
    const fits = textWidth(bar.label) < width(bar.end - bar.at, frame);
    return `  ${fits ? plainLabel(bar.label) : BLANK} :${tone}${clock(bar.at, frame)}, ${clock(bar.end, frame)}`;
  });
}

/** A mermaid task must have a name; this one shows nothing. */
const BLANK = '\u2800';

/** Many small bars look like a fence; fewer are drawn then, wide enough to read. */
function readable(steps: Step[], frame: Frame): Bar[] {
  const all = bars(steps, frame);
  return all.length <= 20 ? all : bars(steps, { ...frame, shortest: (frame.end - frame.start) * 0.08 });
}

/** A value that changed too soon to be seen waits until there is room for its bar: the chart may lag, but never runs ahead. */
function bars(steps: Step[], frame: Frame): Bar[] {
  const drawn: Bar[] = [];
  let waiting: Step | undefined;
  const room = (): number => (drawn.at(-1)?.at ?? Number.NEGATIVE_INFINITY) + frame.shortest;
  const draw = (step: Step, at: number): void => {
    const last = drawn.at(-1);
    if (last?.label === step.label && last.tone === step.tone) return;
    if (last !== undefined) last.end = at;
    drawn.push({ ...step, at, end: frame.end });
  };
  for (const step of steps.toSorted((one, other) => one.at - other.at)) {
    const at = clamp(floor(step.at), frame);
    if (waiting !== undefined && at >= room()) draw(waiting, room());
    waiting = at < room() ? step : undefined;
    if (waiting === undefined) draw(step, at);
  }
  if (waiting !== undefined) draw(waiting, Math.min(room(), frame.end));
  return drawn.filter((bar) => bar.label !== '' && bar.end - bar.at >= SECOND);
}

function momentLines(steps: Step[], frame: Frame): string[] {
  let free = Number.POSITIVE_INFINITY;
  const lines: string[] = [];
  for (const step of steps.toReversed()) {
    const at = clamp(floor(step.at), frame);
    const left = width(at - frame.start, frame);
    const overflows = left + textWidth(step.label) + 20 > width(frame.end - frame.start, frame);
    const right = overflows ? left + 10 : left + textWidth(step.label) + 20;
    if (right > free) continue;
    free = overflows ? left - textWidth(step.label) - 20 : left - 10;
    const tone = step.tone === 'plain' ? '' : `${step.tone}, `;
    lines.unshift(`  ${plainLabel(step.label)} :${tone}milestone, ${clock(at, frame)}, 0s`);
  }
  return lines;
}

/** Letters, digits and a few marks: nothing that mermaid could read as its own syntax. */
function plainLabel(label: string): string {
  const plain = label
    .replaceAll(':', '\u2236')
    .replace(/[^\p{L}\p{N} ./%()\u2236\u2192_-]/gu, ' ')
    .trim();
  if (plain === '') return BLANK;
  return `${KEYWORD.test(plain) ? '\u200b' : ''}${plain.slice(0, 40)}`;
}

/** What mermaid reads as a statement, or as a date, when a label starts with it. */
const KEYWORD = /^(?:acc|axis|call|click|date|excl|gantt|href|incl|sect|tick|title|today|top|vert|week|\d{4}-)/iu;

function clock(at: number, frame: Frame): string {
  const sinceMidnight = frame.start % DAY;
  const shown = new Date(Date.UTC(2000, 0, 1) + sinceMidnight + (at - frame.start));
  return shown.toISOString().slice(0, 19).replace('T', ' ');
}

function width(milliseconds: number, frame: Frame): number {
  return (milliseconds / (frame.end - frame.start)) * (WIDTH - LANE_NAMES - 20);
}

function textWidth(text: string): number {
  return text.length * CHARACTER + 6;
}

function clamp(at: number, frame: Frame): number {
  return Math.min(Math.max(at, frame.start), frame.end);
}

function floor(milliseconds: number): number {
  return Math.floor(milliseconds / SECOND) * SECOND;
}

function ceil(milliseconds: number): number {
  return Math.ceil(milliseconds / SECOND) * SECOND;
}
