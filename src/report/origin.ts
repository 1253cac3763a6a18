import type { Origin } from '../model.ts';
import type { Phrases } from '../phrases.ts';

/** How a host calls an input as a place. */
export type InputPlace = Pick<Phrases, 'at-input'>;

const IN_A_DOCUMENT: InputPlace = { 'at-input': (name) => `input ${name}` };

/** Where something was written, in the form that editors and GitHub make clickable. */
export function originText(origin: Origin, { 'at-input': nameInput } = IN_A_DOCUMENT): string {
  switch (origin.kind) {
    case 'file':
      return `${origin.file}:${origin.line}:${origin.column}`;
    case 'input':
      return origin.line === undefined ? nameInput(origin.input) : `line ${origin.line} of ${nameInput(origin.input)}`;
    case 'service':
      return `service ${origin.service}`;
    case 'environment':
      return `environment variable ${origin.variable}`;
    case 'aws':
      return 'AWS';
  }
}
