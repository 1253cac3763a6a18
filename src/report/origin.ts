import type { Origin } from '../model.ts';

/** Where something was written, in the form that editors and GitHub make clickable. */
export function originText(origin: Origin): string {
  switch (origin.kind) {
    case 'file':
      return `${origin.file}:${origin.line}:${origin.column}`;
    case 'input':
      return origin.line === undefined ? `input ${origin.input}` : `line ${origin.line} of input ${origin.input}`;
    case 'service':
      return `service ${origin.service}`;
    case 'environment':
      return `environment variable ${origin.variable}`;
  }
}
