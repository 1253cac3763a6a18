import type { Mode } from '../../model.ts';

/** How the text of an input is read (see formats.ts for each). */
export type InputType =
  | { type: 'text' }
  | { type: 'document' }
  | { type: 'boolean' }
  | { type: 'integer'; min: number; max: number }
  | { type: 'choice'; choices: readonly string[] }
  | { type: 'names' }
  | { type: 'lines' }
  | { type: 'pairs'; keys: readonly [name: string, value: string] }
  | { type: 'words' }
  | { type: 'probes' }
  | { type: 'metric-checks' }
  | { type: 'json-array' }
  | { type: 'json-object' };

/** Which kind of service can use an input; absent = every kind. */
export type ServiceKind = 'classic' | 'codedeploy' | 'express';

export type InputSpec = InputType & {
  group: string;
  description: string;
  default?: string;
  /**
   * What action.yml fills in where the input is left out, and nothing else: the runner passes the same empty text for an input
   * without a default and for one whose expression came out empty, and to work without this one would be a mistake. `fix` says
   * what to do then.
   */
  leftOut?: { word: string; fix: string };
  /** The modes that can use it; absent = every mode. Mode `check` accepts every input. */
  modes?: readonly Mode[];
  services?: readonly ServiceKind[];
  /** It has a meaning in a GitHub Actions step alone: the command line has no such flag. */
  onlyIn?: 'github';
};

/** What action.yml has as its default: the runner passes it where the input is left out. */
export function filledIn({ default: value, leftOut }: InputSpec): string | undefined {
  return leftOut?.word ?? value;
}
