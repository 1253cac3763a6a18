import { expect, test } from 'vitest';
import { parseFile } from '../../src/render/document.ts';
import { bytesOf, whereIs } from './reading.ts';

/** Where the mistake is, and what it is called: never a parser's own jargon. */
test.each<[name: string, text: string, place: string, facts: RegExp]>([
  ['a field further in than its neighbours', 'family: web\n  cpu: "1"\n', '2:6-7', /Line 2 is indented further/],
  ['a field further in, in a list', 'list:\n  - name: a\n      image: b\n', '3:12-13', /Line 3 is indented further/],
  ['a field further out, in a list', 'list:\n  - name: a\n   image: b\n', '3:1-2', /indentation of line 3/],
  ['a field between two columns', 'a:\n    b: 1\n  c: 2\n', '3:1-2', /indentation of line 3/],
  ['a field among the items of a list', 'a:\n  - b\n  c: d\n', '3:1-2', /indentation of line 3/],
  ['an item further out', 'a:\n  - b\n - c\n', '3:1-2', /indentation of line 3/],
  ['a tab', 'a:\n\tb: 1\n', '2:1-2', /Line 2 is indented with a tab/],
  ['two colons', 'image: nginx:1.27: x\n', '1:18-19', /contains a colon followed by a space.*quotes/],
  ['no colon', 'family: web\nnetworkMode\ncpu: "1"\n', '2:1', /colon followed by a space is missing on line 2/],
  [
    'no space after a colon',
    'family: web\ncpu:256\nmemory: "1"\n',
    '2:1',
    /colon followed by a space is missing on line 2/,
  ],
  ['no space after any colon', 'family:web\ncpu:256\n', '1:1', /contains a string.*space after each colon/],
  ['an open quote', 'a: "b\nc: d\n', '3:1', /A quote is opened but never closed/],
  ['an open bracket', 'a: [b, c\nd: e\n', '2:1-2', /A bracket or brace is opened but never closed/],
  ['an @', 'a: @b\n', '1:4-5', /cannot start with @ outside quotes/],
  ['a backtick', 'a: `b`\n', '1:4-5', /cannot start with ` outside quotes/],
  ['text after a quoted value', 'a: "b" c\n', '1:8-9', /not allowed here/],
  ['a * that is no alias', 'a: *b\n', '1:4', /alias.*must be in quotes/],
])('%s', async (...[, text, place, facts]) => {
  const { template, problems } = await parseFile({ file: 'td.yaml', bytes: bytesOf(text) });
  const [problem] = problems;
  expect(template).toBeUndefined();
  expect(problems).toHaveLength(1);
  expect(whereIs(problem?.origin)).toBe(place);
  expect(`${problem?.message} ${problem?.fix}`).toMatch(facts);
  expect(problem?.message).not.toMatch(/compact|implicit|flow|plain|scalar|mapping/i);
});
