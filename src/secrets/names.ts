/** Words that mark a value as secret wherever they stand in a name. */
export const LONG_WORD =
  /pass(?:word|wd|phrase|code)?|pwd|(?:bind|root)pw|secret|token|credential|authorization|(?:api|private|access|secret|encryption|signing|master|shared|account|app|jwt|session|hmac|webhook|license|storage)[_. -]?(?:access[_. -]?)?key/gi;

/** Finds the words in a name that mark its value as secret. `isSecretName` checks the case, and that a short word stands alone. */
export const SECRET_WORD = new RegExp(String.raw`${LONG_WORD.source}|pw|pat|creds?|salt|pepper|otp|sas`, 'gi');

const SHORT_WORD = /^(?:pass|pw|pat|creds?|salt|pepper|otp|sas)$/i;

/** Endings of names whose value only says where a secret is, or something about it. */
const ABOUT = new Set(
  'age alg algorithm arn audience backend budget count dir disabled enabled endpoint env error exception exp expired expires expiration expiry fault field file from header host issuer kind len length limit manager max min name param parameter path policy port prefix provider ref region required rotation scope service size source store ttl type uri url usage used version'.split(
    ' ',
  ),
);

/**
 * Whether a name, split around the word found in it, belongs to a secret: `db-password`, `clientSecret`, `token_v2`; not
 * `tokenizer`, `bypass` or `SECRET_ARN`.
 */
export function isSecretName({ head, word, tail }: { head: string; word: string; tail: string }): boolean {
  const shouts = word === word.toUpperCase();
  const ends = /^(?:s$|id$|$|\d|[_.-])/i.test(tail) || (!shouts && /^s?[A-Z]/.test(tail));
  if (!ends || (SHORT_WORD.test(word) && !standsAlone(head, word))) return false;
  if (/^Id$/.test(tail) && /secret$/i.test(word)) return false;
  return !isAbout(tail);
}

/** `SECRET_ARN`, `authUrl`: a value that everyone may see. */
export function isAbout(name: string): boolean {
  return segments(name).some((segment) => ABOUT.has(segment));
}

/** `db_pass` and `dbPass`, not `compass`. */
function standsAlone(head: string, word: string): boolean {
  return head === '' || /[_.-]$/.test(head) || (/[a-z\d]$/.test(head) && /^[A-Z][a-z]/.test(word));
}

function segments(tail: string): string[] {
  return tail
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_')
    .toLowerCase()
    .split(/[_.-]/);
}
