import { findSecrets } from './document.ts';
import { createKnownValues } from './known.ts';
import { mapTexts } from './map-texts.ts';
import { SECRET_WORD } from './names.ts';
import { visibleText } from '../visible.ts';
import { hideInText } from './text.ts';

/** What this run must not show: it is told of documents as they come along, and takes their secrets out of every text. */
export interface Secrets {
  /** Remembers what a document calls secret, such as the values of a task definition's variables. */
  learn: (document: unknown) => void;
  /** Remembers a value that is secret whatever it is called. */
  add: (value: string | undefined) => void;
  /** A text without known values and without what looks secret. */
  hide: (text: string) => string;
  /** For texts that were put together already: known values alone, so that Markdown stays Markdown. */
  hideKnown: (text: string) => string;
  /** Every text of a report or an event, of which a reader can see each character, so that nothing hides inside a secret. */
  hideAll: <T>(value: T) => T;
}

/** Inputs are variables of the environment, too: what they hold is learned input by input. */
const INPUT = /^INPUT_/i;
const NAMED = new RegExp(SECRET_WORD.source, 'i');

export function createSecrets(environment: Readonly<Record<string, string | undefined>> = {}): Secrets {
  const known = createKnownValues();
  const learn = (document: unknown): void => findSecrets(document, known.add);
  const hide = (text: string): string => hideInText(known.hide(text));
  learn(Object.fromEntries(Object.entries(environment).filter(([name]) => NAMED.test(name) && !INPUT.test(name))));
  return {
    learn,
    add: (value) => {
      if (value !== undefined) known.add(value);
    },
    hide,
    hideKnown: known.hide,
    hideAll: <T>(value: T): T => mapTexts(value, (text) => hide(visibleText(text))) as T,
  };
}
