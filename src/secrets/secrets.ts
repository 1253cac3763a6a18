import { findSecrets } from './document.ts';
import { hideEncoded, type ReplaceSecrets } from './encoded.ts';
import { createKnownValues } from './known.ts';
import { mapTexts } from './map-texts.ts';
import { LONG_WORD } from './names.ts';
import { holdsOwnWord } from './own-words.ts';
import { visibleText } from '../visible.ts';
import { replaceInText } from './text.ts';

/** What this run must not show: it learns documents as they are read, and removes their secrets from every text. */
export interface Secrets {
  /** Remembers the secrets in a document, such as the values of a task definition's variables. */
  learn: (document: unknown) => void;
  /** Remembers a value that is secret regardless of its name. */
  add: (value: string | undefined) => void;
  /** A text without known values and without what looks secret. */
  hide: (text: string) => string;
  /** For finished lines of text: hides known values only. */
  hideKnown: (text: string) => string;
  /** Every text of a report or an event, with all characters visible, so that nothing invisible splits a secret. */
  hideAll: <T>(value: T) => T;
}

/** Inputs are environment variables too: their values are learned input by input. */
const INPUT = /^INPUT_/i;
const NAMED = new RegExp(LONG_WORD.source, 'i');

export function createSecrets(environment: Readonly<Record<string, string | undefined>> = {}): Secrets {
  const known = createKnownValues();
  const learn = (document: unknown): void => findSecrets(document, known.add);
  const replace: ReplaceSecrets = (text, by) => replaceInText(known.replace(text, by), by);
  const hide = (text: string): string => hideEncoded(text, replace);
  learn(Object.fromEntries(Object.entries(environment).filter(([name]) => NAMED.test(name) && !INPUT.test(name))));
  return {
    learn,
    add: (value) => {
      if (value !== undefined) known.add(value);
    },
    hide,
    hideKnown: (text) => hideEncoded(text, known.replace),
    hideAll: <T>(value: T): T =>
      mapTexts(value, (text, field) => {
        const visible = visibleText(text);
        return holdsOwnWord(field) ? visible : hide(visible);
      }) as T,
  };
}
