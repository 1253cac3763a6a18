import type { Cause } from '../model.ts';

/** AWS's words, and the application's if they say why. */
export function causeText({ message, logLine }: Cause): string {
  return logLine === undefined ? message : `${message.replace(/\.$/u, '')}; its log says: ${logLine}`;
}
