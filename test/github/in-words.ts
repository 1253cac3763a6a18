import { GITHUB_PHRASES } from '../../src/github/phrases.ts';
import { fillPhrases } from '../../src/phrases.ts';

/** A text as a step of GitHub Actions shows it. */
export function inWords(text = ''): string {
  return fillPhrases(text, GITHUB_PHRASES);
}
