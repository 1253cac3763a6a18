/**
 * A fix can depend on where the step runs: log in, set the Region, keep deployments from overlapping. A text carries the
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
  /** A sentence: what the role's trust policy must allow; the argument is the action. */
  | 'trust-policy'
  /** An imperative without its period: how to keep deployments of one service from overlapping. */
  | 'one-at-a-time'
  /** A sentence: how an input ends up empty without anyone noticing. */
  | 'why-empty'
  /** A sentence: how an image loses its registry. */
  | 'why-no-registry'
  /** Who does not expand variables in an input. */
  | 'expander'
  /** What expands to the variable, or the value, with this name. */
  | 'variable'
  | 'expression'
  /** A sentence: how the output of a command becomes an input. */
  | 'command-output'
  /** Sentences: how an expression gets into an input as text. */
  | 'literal-expression'
  /** A mode, as it is asked for; and the same as an imperative without its period. The argument is the mode. */
  | 'mode'
  | 'run-mode'
  /** A tag that identifies the build. */
  | 'commit-tag'
  /** An input at the start of a sentence and within one; the argument is its name. */
  | 'input'
  | 'the-input'
  /** Its name alone, for a sentence that speaks of inputs already; and two inputs at the start of one: `inputs image image-tag`. */
  | 'input-name'
  | 'inputs'
  /** An input as the place of a mistake, before a colon; the argument is its name. */
  | 'at-input'
  /** An input with its value; the argument is `name: value`. */
  | 'setting'
  /** What gives a variable its value, after `add`; the argument is its name. */
  | 'variable-line'
  /** What runs this program, as it is started again, and where: `the step`, `this step`, `the runner`. */
  | 'step'
  | 'this-step'
  | 'runner'
  /** What else may deploy a service, without an article. */
  | 'workflow'
  /** Where a path starts: `starting at …`. */
  | 'path-from'
  /** A sentence: why there is no file at all. */
  | 'no-files';

export type Phrases = Readonly<Record<PhraseName, (argument: string) => string>>;

/** A placeholder in a text for the host's words. */
export function phrase(name: PhraseName, argument = ''): string {
  return `⟦${name}${argument === '' ? '' : ` ${argument}`}⟧`;
}

/** A text in the host's words. */
export function fillPhrases(text: string, phrases: Phrases): string {
  return text.replaceAll(/⟦([a-z-]+)(?: ([^⟦⟧]*))?⟧/g, (whole: string, name: string, argument = '') =>
    Object.hasOwn(phrases, name) ? phrases[name as PhraseName](argument as string) : whole,
  );
}

/** In a document an input is a key, which no host has another word for. */
export function nameKeys(text: string): string {
  return text
    .replaceAll(/⟦input ([a-z-]+)⟧/g, 'Input "$1"')
    .replaceAll(/⟦input-name ([a-z-]+)⟧/g, '"$1"')
    .replaceAll(/⟦inputs ([a-z-]+) ([a-z-]+)⟧/g, 'Inputs "$1" and "$2"');
}
