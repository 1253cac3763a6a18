const NAME =
  /pass(?:word|wd|phrase)?|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credential|auth(?!or)|dsn|conn(?:ection)?_?str/i;
const WORD = '(?:pass(?:word|wd|phrase)|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credentials?)';
/** A flag whose value is the next word, `--db-password`. */
const FLAG = new RegExp(`^--?[\\w-]{0,40}${WORD}$`, 'i');
/** What is a secret inside a longer text: the password of a URL, the value of a variable, of a property or of a flag, and the forms that issuers give their keys. */
const INSIDE = [
  /(?<=\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@]{0,200}:)[^\s/@]{1,500}(?=@)/gi,
  new RegExp(`(?<=\\b[\\w-]{0,40}${WORD}=)[^\\s"'&;,]{1,2000}`, 'gi'),
  new RegExp(`(?<=["'][\\w-]{0,40}${WORD}["']\\s?:\\s?["'])[^"']{1,2000}`, 'gi'),
  new RegExp(`(?<=--[\\w-]{0,40}${WORD}\\s)[^\\s"']{1,2000}`, 'gi'),
  /(?<=\bBearer\s)[\w.~+/-]{8,2000}=*/gi,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\b(?:gh[pousr]_|github_pat_|xox[abprs]-|sk_live_|sk-)[\w-]{16,}/g,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,10000}/g,
];

/** What takes the place of a secret; `where` is its way into the document, with names in the place of indexes. */
type Replace = (secret: string, where: string) => string;

/** Two versions of a document with every value that looks secret hidden on both sides; where one differs, the new side says so. */
export function hideSecrets<T>(before: T, after: T): { before: T; after: T } {
  const known = new Map<string, Set<string>>();
  const shownBefore = hide(before, '', (secret, where) => {
    known.set(where, (known.get(where) ?? new Set()).add(secret));
    return '***';
  });
  const shownAfter = hide(after, '', (secret, where) =>
    known.get(where)?.has(secret) === false ? '*** (changed)' : '***',
  );
  return { before: shownBefore as T, after: shownAfter as T };
}

/** A text from anywhere, such as a line of a container's log, without what looks secret inside. */
export function hideInText(text: string): string {
  return replaceInText(text, () => '***');
}

/** The same for every text of a report. */
export function hideInTexts<T>(value: T): T {
  return mapTexts(value, hideInText) as T;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

function hide(value: unknown, where: string, replace: Replace): unknown {
  if (typeof value === 'string') return replaceInText(value, (secret) => replace(secret, where));
  if (Array.isArray(value))
    return value.map((item, index) => hideItem(item, { where, previous: value[index - 1] }, replace));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const named = 'name' in value ? value.name : 'key' in value ? value.key : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const isSecret =
        looksSecret(key, item) || (key === 'value' && typeof named === 'string' && looksSecret(named, item));
      const at = `${where}.${key}`;
      return [key, isSecret ? replace(String(item), at) : hide(item, at, replace)];
    }),
  );
}

function hideItem(item: unknown, { where, previous }: { where: string; previous: unknown }, replace: Replace): unknown {
  if (typeof item === 'string' && typeof previous === 'string' && FLAG.test(previous))
    return replace(item, `${where}.${previous}`);
  const named = typeof item === 'object' && item !== null && 'name' in item ? `.${String(item.name)}` : '';
  return hide(item, `${where}${named}`, replace);
}

/** An ARN names a secret and is none. */
function looksSecret(name: string, value: unknown): boolean {
  return typeof value === 'string' && value !== '' && NAME.test(name) && !value.startsWith('arn:');
}

function replaceInText(text: string, replace: (secret: string) => string): string {
  return INSIDE.reduce(
    (shown, pattern) => shown.replace(pattern, (secret) => (secret.startsWith('***') ? secret : replace(secret))),
    text,
  );
}
