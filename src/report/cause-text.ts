import type { Cause } from '../model.ts';

/** AWS's words, and those of the program where they say why. */
export function causeText({ message, logLine }: Cause): string {
  return logLine === undefined ? message : `${message.replace(/\.$/u, '')}; its log says: ${logLine}`;
}
