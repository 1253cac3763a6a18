/** The words of a line, or where an unclosed quote opens, or where the text ends in a bare backslash. */
export type ShellWords = { words: readonly Word[] } | { unclosed: number } | { trailing: number };

export interface Word {
  text: string;
  /** Whether any part of it was quoted or escaped: `"&&"` is text, `&&` would be an operator. */
  quoted: boolean;
}

const BLANKS = ' \t\r\n';

/** What a backslash escapes inside double quotes; before anything else it is kept. */
const ESCAPED_IN_DOUBLE_QUOTES = '$`"\\';

/**
 * Splits a line as a POSIX shell does, and stops there: quotes, backslashes and continued lines are read; globs, variables, operators
 * and comments are kept as written (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html, 2.2 and 2.3).
 */
export function splitShellWords(text: string): ShellWords {
  const words: Word[] = [];
  let word: Word | undefined;
  let at = 0;
  const add = (more: string, quoted: boolean): void => {
    word = { text: (word?.text ?? '') + more, quoted: quoted || word?.quoted === true };
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    if (isContinuation(text, at)) {
      at += lengthOfContinuation(text, at);
    } else if (BLANKS.includes(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at += 1;
    } else if (char === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) return { unclosed: at };
      add(text.slice(at + 1, end), true);
      at = end + 1;
    } else if (char === '"') {
      const quote = readDoubleQuotes(text, at + 1);
      if (quote === undefined) return { unclosed: at };
      add(quote.text, true);
      at = quote.end;
    } else if (char === '\\') {
      if (at + 1 === text.length) return { trailing: at };
      add(text[at + 1] ?? '', true);
      at += 2;
    } else {
      add(char, false);
      at += 1;
    }
  }
  return { words: word === undefined ? words : [...words, word] };
}

/** Reads from after the opening quote to after the closing one; undefined if there is none. */
function readDoubleQuotes(text: string, start: number): { text: string; end: number } | undefined {
  let read = '';
  let at = start;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '"') return { text: read, end: at + 1 };
    if (isContinuation(text, at)) {
      at += lengthOfContinuation(text, at);
    } else if (char === '\\' && ESCAPED_IN_DOUBLE_QUOTES.includes(text[at + 1] ?? ' ')) {
      read += text[at + 1];
      at += 2;
    } else {
      read += char;
      at += 1;
    }
  }
  return undefined;
}

function isContinuation(text: string, at: number): boolean {
  return text.startsWith('\\\n', at) || text.startsWith('\\\r\n', at);
}

function lengthOfContinuation(text: string, at: number): number {
  return text[at + 1] === '\r' ? 3 : 2;
}
