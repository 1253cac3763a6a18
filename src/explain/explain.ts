import { fill } from './fill.ts';
import type { Pattern, Possibility, Variant } from './pattern.ts';
import { PATTERN_GROUPS, type CauseId } from './patterns.ts';

/** What a message means and how to fix it. */
export interface Explanation {
  id: CauseId;
  title: string;
  plain: string;
  causes: Candidate[];
  fix: string;
  /** What else fixes it, as the fix goes on after "or". */
  alternatives: Candidate[];
  link: string;
  variants: readonly Variant[];
  /** What the text names. */
  groups: Record<string, string | undefined>;
  /** Causes that this one rules out. */
  excludes: readonly string[];
  /** How many names and numbers of the text it uses. */
  named: number;
  symptom: boolean;
  noRetryHelps: boolean;
  settles: boolean;
  passes: boolean;
  echo: boolean;
  normal: boolean;
  general: boolean;
}

/** A possible reason, and the words that call for it or rule it out. */
export interface Candidate {
  text: string;
  when?: RegExp | undefined;
  unless?: RegExp | undefined;
}

/** Longer texts say nothing more that a pattern looks for. */
export const READ_CHARACTERS = 4_000;
const OF_AWS = PATTERN_GROUPS.flatMap(({ patterns }) => patterns).filter(
  ({ log }) => log === undefined || log === true,
);
const PATTERNS = [...OF_AWS.filter(({ general }) => general !== true), ...OF_AWS.filter(({ general }) => general)];

/** Puts a message of AWS into plain words; undefined for one that nobody has described yet. */
export function explain(message: string): Explanation | undefined {
  return firstMatch(toPlain(message), PATTERNS);
}

/** Fargate cuts texts off and writes quotes straight or curly; events start with `(service web)` or `service web`. */
export function toPlain(message: string): string {
  return message
    .slice(0, READ_CHARACTERS)
    .replace(/[‘’ʼ`´]/gu, "'")
    .replace(/[“”]/gu, '"')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .replace(
      /^(?:\(service [^)]{1,300}\)|service \([^)]{1,300}\)|service (?!unavailable|deployment|not )[\w-]{1,255}(?= (?:was|is|has|failed|de?registered|registered|stopped|operations|could|\()))\s*/iu,
      '',
    );
}

export function firstMatch(
  text: string,
  patterns: readonly Pattern[],
  named: Record<string, string | undefined> = {},
): Explanation | undefined {
  for (const pattern of patterns) {
    const match = pattern.pattern.exec(text);
    if (match === null) continue;
    const own = { ...callerIn(text), ...match.groups };
    return toExplanation(pattern, { own, named: hasPlace(match.groups) ? {} : named });
  }
  return undefined;
}

/** The pattern itself knows which of the addresses in the text is meant. */
function hasPlace(groups: Record<string, string | undefined> = {}): boolean {
  return Object.entries(groups).some(
    ([name, value]) => value !== undefined && /^(?:address|host|port)\d*$/u.test(name),
  );
}

type Groups = Record<string, string | undefined>;

/** `own` is what the pattern reads, `named` what else the text names. */
function toExplanation(pattern: Pattern, { own, named }: { own: Groups; named: Groups }): Explanation {
  const groups = merge({ ...named, ...own });
  const { id, title, plain, causes, fix, alternatives = [], link, variants = [], excludes = [] } = pattern;
  const filled = (text: string): string => fill(text, groups);
  const toCandidate = (one: Possibility): Candidate =>
    typeof one === 'string' ? { text: filled(one) } : { ...one, text: filled(one.text) };
  return {
    id: id as CauseId,
    title,
    plain: filled(plain),
    causes: causes.map(toCandidate),
    fix: filled(fix),
    alternatives: alternatives.map(toCandidate),
    link,
    variants,
    groups,
    excludes,
    named: Object.values(merge(own)).filter((value) => value !== undefined && value !== '').length,
    symptom: pattern.symptom === true,
    noRetryHelps: pattern.noRetryHelps === true,
    settles: pattern.settles === true,
    passes: pattern.passes === true,
    echo: pattern.echo === true,
    normal: pattern.normal === true,
    general: pattern.general === true,
  };
}

/** The role that AWS refused. On EC2 that is the role of the instance where a task definition has no execution role. */
function callerIn(text: string): Record<string, string> {
  const found = /:assumed-role\/(?<role>[\w+=,.@-]{1,64})\/(?<session>[\w+=,.@-]{1,64})/u.exec(text)?.groups;
  if (found === undefined) return {};
  const kind = /^i-[0-9a-f]{6,}$/u.test(found['session'] ?? '') ? 'instance role' : 'role';
  return { caller: `the ${kind} ${found['role']}`, Caller: `The ${kind} ${found['role']}` };
}

/** One name may stand in several places of a pattern: `host1` and `host2` are both the host; an address is a host and mostly a port. */
function merge(found: Record<string, string | undefined>): Record<string, string | undefined> {
  const groups: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(found)) {
    const known = name.replace(/\d+$/u, '');
    if (value !== undefined && value !== '') groups[known] ??= value;
  }
  const { host, port } =
    /^(?<host>[^:]{1,253}|\[[\da-f:]{2,40}\])(?::(?<port>\d{1,5}))?$/u.exec(groups['address'] ?? '')?.groups ?? {};
  const apart = port === undefined && groups['port'] !== undefined && groups['address'] === host;
  const whole = apart && host !== undefined ? { address: [host, groups['port']].join(':') } : {};
  return { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }), ...groups, ...whole };
}
