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
  /** The modes that can use it; absent = every mode. Mode `check` accepts every input. */
  modes?: readonly Mode[];
  services?: readonly ServiceKind[];
  /** It has a meaning in a GitHub Actions step alone: the command line has no such flag. */
  onlyIn?: 'github';
};
