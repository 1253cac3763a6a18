import type { Pattern } from './pattern.ts';
import { PATTERN_GROUPS } from './patterns.ts';

/** What a message means and what to do about it. */
export interface Explanation {
  id: string;
  title: string;
  plain: string;
  causes: string[];
  fix: string;
  link: string;
  noRetryHelps: boolean;
  settles: boolean;
  passes: boolean;
  echo: boolean;
  normal: boolean;
}

/** Longer texts say nothing more that a pattern looks for. */
const READ_CHARACTERS = 4_000;
const PATTERNS = PATTERN_GROUPS.flatMap(({ patterns }) => patterns).filter(({ log }) => log !== 'only');

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

export function firstMatch(text: string, patterns: readonly Pattern[]): Explanation | undefined {
  for (const pattern of patterns) {
    const match = pattern.pattern.exec(text);
    if (match !== null) return toExplanation(pattern, { ...callerIn(text), ...match.groups });
  }
  return undefined;
}

function toExplanation(pattern: Pattern, groups: Record<string, string | undefined>): Explanation {
  const {
    id,
    title,
    plain,
    causes,
    fix,
    link,
    noRetryHelps = false,
    settles = false,
    passes = false,
    echo = false,
    normal = false,
  } = pattern;
  const filled = (text: string): string => fill(text, groups);
  return {
    id,
    title,
    plain: filled(plain),
    causes: causes.map(filled),
    fix: filled(fix),
    link,
    noRetryHelps,
    settles,
    passes,
    echo,
    normal,
  };
}

/** The role that AWS refused. On EC2 that is the role of the instance where a task definition has no execution role. */
function callerIn(text: string): Record<string, string> {
  const found = /:assumed-role\/(?<role>[\w+=,.@-]{1,64})\/(?<session>[\w+=,.@-]{1,64})/u.exec(text)?.groups;
  if (found === undefined) return {};
  const kind = /^i-[0-9a-f]{6,}$/u.test(found['session'] ?? '') ? 'instance role' : 'role';
  return { caller: `the ${kind} ${found['role']}`, Caller: `The ${kind} ${found['role']}` };
}

/** `{image|the image}` becomes what the message names, or the words behind the bar. */
export function fill(text: string, groups: Record<string, string | undefined>): string {
  return text.replace(
    /\{(\w+)(?:\|([^}]*))?\}/gu,
    (_, name: string, fallback?: string) => groups[name]?.slice(0, 300) ?? fallback ?? name,
  );
}
