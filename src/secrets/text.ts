import { replaceAssigned } from './assigned.ts';
import { hideEncoded } from './encoded.ts';
import { HIDDEN } from './hidden.ts';
import { replaceShapes, type Replace } from './shapes.ts';

/** A text from anywhere, such as a line of a container's log, with everything that looks secret hidden. */
export function hideInText(text: string): string {
  return hideEncoded(text, replaceInText);
}

/** Calls `replace` for each secret inside a text; what is already hidden is left alone. */
export function replaceInText(text: string, replace: Replace): string {
  const unlessHidden: Replace = (secret, certainty) =>
    secret.startsWith(HIDDEN) ? secret : replace(secret, certainty);
  return replaceAssigned(replaceShapes(text, unlessHidden), unlessHidden);
}
