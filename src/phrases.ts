/**
 * What a reader has to do can depend on where the step runs: log in, set the Region, keep two deployments apart. A text carries the
 * name of such a phrase, and the host has the words for it.
 */
export type PhraseName =
  /** A sentence: how the step gets credentials. */
  | 'log-in'
  /** Where the role, its session's duration and the Region are set: `role-to-assume of …`. */
  | 'role-setting'
  | 'duration-setting'
  | 'region-setting'
  /** Where a role's session policies are set. */
  | 'session-policies'
  /** Whose keys the environment holds: `those of …`. */
  | 'whose-keys'
  /** A sentence: what the trust policy of the role has to allow; the argument is the action. */
  | 'trust-policy'
  /** An imperative without its period: how deployments of one service are kept apart. */
  | 'one-at-a-time'
  /** A sentence: how an input comes out empty without anybody noticing. */
  | 'why-empty'
  /** A sentence: how an image loses its registry. */
  | 'why-no-registry'
  /** Who does not expand variables in an input. */
  | 'expander'
  /** What is expanded to the variable, or the value, of this name. */
  | 'variable'
  | 'expression'
  /** A sentence: how the output of a command becomes an input. */
  | 'command-output'
  /** A tag that names what was built. */
  | 'commit-tag';

export type Phrases = Readonly<Record<PhraseName, (argument: string) => string>>;

/** Stands in a text for the host's words. */
export function phrase(name: PhraseName, argument = ''): string {
  return `⟦${name}${argument === '' ? '' : ` ${argument}`}⟧`;
}

/** A text in the host's words. */
export function fillPhrases(text: string, phrases: Phrases): string {
  return text.replaceAll(/⟦([a-z-]+)(?: ([^⟦⟧]*))?⟧/g, (whole: string, name: string, argument = '') =>
    Object.hasOwn(phrases, name) ? phrases[name as PhraseName](argument as string) : whole,
  );
}
