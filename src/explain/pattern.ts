/** One message of AWS that people meet, and what to tell them. Texts may hold `{group}` or `{group|fallback}` for named groups of the match. */
export interface Pattern {
  /** Stable: the anchor in docs/troubleshooting.md. */
  id: string;
  title: string;
  /** Matched against the text with straight quotes, single blanks and no `(service x)` in front. */
  pattern: RegExp;
  plain: string;
  /** Most likely first. */
  causes: readonly string[];
  fix: string;
  link: string;
  /** Starting another task cannot help: the same thing will happen again. */
  noRetryHelps?: true;
  /** No retry fixes it once IAM has had a minute to make a new role or policy known everywhere. */
  settles?: true;
  /** Often passes by itself: named only behind what does not. */
  passes?: true;
  /** Says that something failed, not why: dropped where the why is known. */
  echo?: true;
  /** Nothing is wrong. */
  normal?: true;
  /** Also looked for in the log of a container, or only there; everything else is only AWS's own words. */
  log?: true | 'only';
}

/** Patterns that belong together, in the order in which they are tried: the special ones before the general ones. */
export interface PatternGroup {
  title: string;
  patterns: readonly Pattern[];
}

export const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
