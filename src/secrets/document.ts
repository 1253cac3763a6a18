import { isAbout } from './names.ts';
import { HIDDEN } from './hidden.ts';
import { replaceInText } from './text.ts';
import { looksRandom } from './values.ts';

const NAME =
  /pass(?:word|wd|phrase|code)?|pwd|secret|token|(?:api|private|access|encryption|signing|master|shared|account|jwt|hmac|session|webhook|license|storage)[_-]?key|credential|auth(?!or)|dsn|conn(?:ection)?_?str|cookie|signature|(?:^|[_.-])(?:pw|pat|creds?|salt|pepper|otp|sas|license)(?:$|[_.-]|\d)/i;
/** A flag whose value is the next word, `--db-password`. */
const FLAG =
  /^--?[\w-]{0,40}(?:pass(?:word|wd|phrase|code)?|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credentials?|pw|pat|creds?)$/i;

const SHORT_FLAG = /^(?:-[apwPu]|--user|--proxy-user)$/;

/** What replaces a secret; `where` is its path in the document, with names instead of indexes. */
type Replace = (secret: string, where: string, how: 'named' | 'inside' | 'guessed') => string;

/** Two versions of a document with every secret-looking value hidden on both sides; if one differs, the new side says so. */
export function hideSecrets<T>(before: T, after: T): { before: T; after: T } {
  const known = new Map<string, Set<string>>();
  const shownBefore = hide(before, '', (secret, where) => {
    known.set(where, (known.get(where) ?? new Set()).add(secret));
    return HIDDEN;
  });
  const shownAfter = hide(after, '', (secret, where) =>
    known.get(where)?.has(secret) === false ? `${HIDDEN} (changed)` : HIDDEN,
  );
  return { before: shownBefore as T, after: shownAfter as T };
}

/** Reports every value in a document whose name, place or form marks it as secret. */
export function findSecrets(document: unknown, found: (secret: string) => void): void {
  const foundInside = (secret: string, certainty?: 'guessed'): string => {
    // An ordinary word would be hidden wherever it stands.
    if (certainty !== 'guessed' || looksRandom(secret)) found(secret);
    return HIDDEN;
  };
  hide(document, '', (secret, where, how) => {
    if (how === 'guessed') return foundInside(secret, how);
    if (how === 'inside' || !isAbout(lastName(where))) found(secret);
    replaceInText(secret, foundInside);
    return HIDDEN;
  });
}

function lastName(where: string): string {
  const names = where.split('.');
  return names.findLast((name) => name !== 'value' && name !== '') ?? '';
}

function hide(value: unknown, where: string, replace: Replace): unknown {
  if (typeof value === 'string') return replaceInText(value, (secret, how) => replace(secret, where, how ?? 'inside'));
  if (Array.isArray(value)) return value.map((item, index) => hideItem({ items: value, index, where }, item, replace));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const named = 'name' in value ? value.name : 'key' in value ? value.key : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const ofName = key === 'value' && typeof named === 'string' && looksSecret(named, item);
      const at = ofName ? where : `${where}.${key}`;
      return [key, ofName || looksSecret(key, item) ? replace(String(item), at, 'named') : hide(item, at, replace)];
    }),
  );
}

interface Place {
  items: readonly unknown[];
  index: number;
  where: string;
}

function hideItem({ items, index, where }: Place, item: unknown, replace: Replace): unknown {
  const previous = items[index - 1];
  if (typeof item === 'string' && typeof previous === 'string') {
    if (FLAG.test(previous)) return replace(item, `${where}.${previous}`, 'inside');
    const password = passwordInCommand(items, index);
    if (password !== undefined)
      return item.slice(0, -password.length) + replace(password, `${where}.${previous}`, 'inside');
  }
  const named = typeof item === 'object' && item !== null && 'name' in item ? `.${String(item.name)}` : '';
  return hide(item, `${where}${named}`, replace);
}

/** `['mysql', '-p', 'x']` and `['mysql', '-px']`: only the preceding words show that it is a password. */
function passwordInCommand(items: readonly unknown[], index: number): string | undefined {
  const words = items.slice(0, index + 1);
  const [previous, item] = words.slice(-2).map(String);
  if (!SHORT_FLAG.test(previous ?? '') && !/^-[apwP]\S/.test(item ?? '')) return undefined;
  let password: string | undefined;
  replaceInText(words.join(' '), (secret) => {
    if (item?.endsWith(secret) === true) password = secret;
    return HIDDEN;
  });
  return password;
}

/** An ARN names a secret but is not one. */
function looksSecret(name: string, value: unknown): boolean {
  return typeof value === 'string' && value !== '' && NAME.test(name) && !value.startsWith('arn:');
}
