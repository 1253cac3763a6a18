import type { Command } from 'commander';
import { plainLogText } from '../report/escape.ts';
import { hideInText } from '../secrets/text.ts';

/** What a command says of words that it does not know: nothing that a terminal or a runner would obey, and no value. */
export function tellPlainly(command: Command): void {
  command.configureOutput({ outputError: (text, write) => write(mistypedText(text)) });
  command.commands.forEach(tellPlainly);
}

/** The value of a misspelled flag may be a secret: only the flag is told. */
export function mistypedText(text: string): string {
  const told = text.replace(/(?<=^error: unknown option '--?[^=']{1,80})=[\s\S]*(?=')/, '');
  return plainLogText(hideInText(told), { lines: 'keep' });
}
