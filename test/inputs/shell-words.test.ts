import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitShellWords } from '../../src/inputs/shell-words.ts';

const SHELL = '/bin/sh';

/** Texts that a shell splits without expanding anything. docs/dependencies.md shows what the libraries make of them. */
const PLAIN: [text: string, words: string[]][] = [
  ['sh -c "echo \\"hi there\\" && exec node server.js"', ['sh', '-c', 'echo "hi there" && exec node server.js']],
  ['node \\\n  server.js', ['node', 'server.js']],
  ['node ser\\\nver.js', ['node', 'server.js']],
  ['node "a\\\nb"', ['node', 'ab']],
  ["node 'a\\\nb'", ['node', 'a\\\nb']],
  ['node my\\ app.js', ['node', 'my app.js']],
  ["echo 'it'\\''s'", ['echo', "it's"]],
  ['echo \'\' "" x', ['echo', '', '', 'x']],
  ['a""b\'\'c', ['abc']],
  ['echo "a\\nb" \'a\\nb\' a\\nb', ['echo', 'a\\nb', 'a\\nb', 'anb']],
  ['echo "\\\\" "\\$HOME" "\\`x\\`" "\\"" "\\!"', ['echo', '\\', '$HOME', '`x`', '"', '\\!']],
  ['a\\\\\\\\b"c"', ['a\\\\bc']],
  ['  a   b\t c  ', ['a', 'b', 'c']],
  ['--opt=\'a b\' --x="c d"', ['--opt=a b', '--x=c d']],
  ['"a\'b" \'a"b\'', ["a'b", 'a"b']],
  ['é "ü ß" 日本 \u00a0x', ['é', 'ü ß', '日本', '\u00a0x']],
  ['\\"a\\" \\\'b\\\'', ['"a"', "'b'"]],
  ['"two\nlines"', ['two\nlines']],
  ['\\$HOME \\* \\#', ['$HOME', '*', '#']],
];

/** What a shell would expand or act on stays as it is: nothing here runs a shell. */
const KEPT: [text: string, words: string[]][] = [
  ['echo $HOME ${X} "$HOME"', ['echo', '$HOME', '${X}', '$HOME']],
  ['a && b | c > d; e &', ['a', '&&', 'b', '|', 'c', '>', 'd;', 'e', '&']],
  ['ls *.js ?x [ab]', ['ls', '*.js', '?x', '[ab]']],
  ['a #x b', ['a', '#x', 'b']],
  ['a#x', ['a#x']],
  ['~ ~/x {a,b} (c)', ['~', '~/x', '{a,b}', '(c)']],
  ['`date` $(date)', ['`date`', '$(date)']],
  ["$'a\\tb'", ['$a\\tb']],
  ['a\nb\r\nc', ['a', 'b', 'c']],
  ['node \\\r\n  server.js', ['node', 'server.js']],
  ['', []],
];

describe('the words of a command', () => {
  it.each([...PLAIN, ...KEPT])('%j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each([
    ['"a', { unclosed: 0 }],
    ["a 'b", { unclosed: 2 }],
    ['a "b\\"', { unclosed: 2 }],
    ["it's", { unclosed: 2 }],
    ['a \\', { trailing: 2 }],
  ])('has no words for %j', (text, wanted) => {
    expect(splitShellWords(text)).toEqual(wanted);
  });

  it('knows what was quoted', () => {
    expect(splitShellWords('a "&&" && \\; x"y"')).toEqual({
      words: [
        { text: 'a', quoted: false },
        { text: '&&', quoted: true },
        { text: '&&', quoted: false },
        { text: ';', quoted: true },
        { text: 'xy', quoted: true },
      ],
    });
  });
});

describe.runIf(existsSync(SHELL))('a real shell', () => {
  it('splits the table in the same words', () => {
    expect(ask(PLAIN.map(([text]) => text))).toEqual(PLAIN.map(([, words]) => words));
  });

  it('splits whatever needs no expansion in the same words', () => {
    const piece = fc.constantFrom('a', 'b', '-', '=', 'é', ' ', '\t', "'", '"', '\\', '\\\n', '\\ ', '""', "''", '\\"');
    const text = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''));
    const texts = fc.sample(text, 2_000).filter((one) => isSplit(one) && !ENDS_A_COMMAND.test(one));
    expect(texts.length).toBeGreaterThan(300);
    expect(ask(texts)).toEqual(texts.map(wordsOf));
  });
});

/** To a shell, a line end that no backslash escapes ends the command. */
const ENDS_A_COMMAND = /(?<!\\)(?:\\\\)+\n/;

function isSplit(text: string): boolean {
  return 'words' in splitShellWords(text);
}

function wordsOf(text: string): string[] {
  const split = splitShellWords(text);
  if (!('words' in split)) throw new Error(JSON.stringify(split));
  return split.words.map((word) => word.text);
}

/** One shell for all: words end with a NUL, texts with an empty word that no text of ours has, `\1`. */
function ask(texts: readonly string[]): string[][] {
  const lines = texts.map((text) => `say ${text}`);
  const script = ['say() { [ $# -eq 0 ] || printf "%s\\0" "$@"; printf "\\001\\0"; }', ...lines].join('\n');
  const answer = execFileSync(SHELL, ['-c', script], { encoding: 'utf8' });
  return answer
    .split('\u0001\0')
    .slice(0, -1)
    .map((words) => words.split('\0').slice(0, -1));
}
