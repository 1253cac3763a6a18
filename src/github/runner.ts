import type { InputName } from '../inputs/spec.ts';
import type { Clock } from '../model.ts';
import type { Files } from '../world.ts';
import type { Annotation } from './annotations.ts';

/** What a GitHub Actions step receives and produces (docs: workflow commands, environment files). */
export interface Runner {
  read: (name: InputName) => string;
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  clock: Clock;
  files: Files;
  log: (line: string) => void;
  annotate: (annotation: Annotation) => void;
  output: (name: string, value: string) => void;
  summary: (markdown: string) => Promise<void>;
}
