/** A character that nobody sees, and that makes another name of a name. */
interface Invisible {
  /** `U+200B (zero-width space)`. */
  what: string;
  before: string;
}

/** Emoji consist of several characters, of which only the first can be seen. */
const INVISIBLE =
  /(?![ \t\r\n])(?!(?<=\p{Extended_Pictographic}|\ufe0f)(?:\u200d|\ufe0f))[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\u2800]/u;

/** The ones that editors, chats and web pages leave behind. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0xa0, 'no-break space'],
  [0xad, 'soft hyphen'],
  [0x200b, 'zero-width space'],
  [0x200c, 'zero-width non-joiner'],
  [0x200d, 'zero-width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x2028, 'line separator'],
  [0x202f, 'narrow no-break space'],
  [0x2060, 'word joiner'],
  [0x3000, 'ideographic space'],
  [0xfeff, 'byte order mark'],
  ...[0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069].map(
    (code) => [code, 'text direction control'] as const,
  ),
]);

/** The first character of a text that a reader cannot see or takes for a space. */
function invisibleIn(text: string): Invisible | undefined {
  const found = INVISIBLE.exec(text);
  const code = found?.[0].codePointAt(0);
  if (found === null || code === undefined) return undefined;
  const name = NAMES.get(code);
  const point = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return { what: name === undefined ? point : `${point} (${name})`, before: text.slice(0, found.index) };
}

/** `has the invisible character U+200B (zero-width space) after "we"`; undefined if every character can be seen. */
export function invisibleWords(text: string): string | undefined {
  const found = invisibleIn(text);
  if (found === undefined) return undefined;
  const { before } = found;
  const cut = before.length > LONGEST ? '…' : '';
  const where = before === '' ? 'at the start' : `after "${cut}${before.slice(-LONGEST).toWellFormed()}"`;
  return `has the invisible character ${found.what} ${where}`;
}

const LONGEST = 40;

export const INVISIBLE_FIX =
  'Type the text again instead of pasting it: such characters come along from web pages and chats.';
