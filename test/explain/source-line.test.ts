import { expect, test } from 'vitest';
import { variableRead } from '../../src/explain/source-line.ts';

test.each<[string, string[], string | undefined]>([
  [
    'Node.js asks it for something',
    [
      "const hosts = process.env.HOSTS.split(',');",
      '',
      "TypeError: Cannot read properties of undefined (reading 'split')",
    ],
    'HOSTS',
  ],
  [
    'Node.js reads another value on that line',
    [
      "const url = process.env.NODE_ENV === 'production' ? settings.url : local;",
      '',
      "TypeError: Cannot read properties of undefined (reading 'url')",
    ],
    undefined,
  ],
  ['Node.js makes a URL of it', ['new URL(process.env.API_URL)', '', 'TypeError: Invalid URL'], 'API_URL'],
  [
    'Python asks it for something',
    ['    hosts = os.getenv("HOSTS").split(",")', "AttributeError: 'NoneType' object has no attribute 'split'"],
    'HOSTS',
  ],
  [
    'Python has a default',
    ['    port = int(os.getenv("PORT", user.port))', "TypeError: int() argument must be a string, not 'NoneType'"],
    undefined,
  ],
  [
    'Ruby prints the line below',
    ["app.rb:3:in '<main>': undefined method 'split' for nil (NoMethodError)", '', 'ENV["HOSTS"].split(",")'],
    'HOSTS',
  ],
  [
    'Node.js reads it as JSON',
    [
      'const flags = JSON.parse(process.env.FLAGS);',
      '                   ^',
      '',
      "SyntaxError: Expected property name or '}' in JSON at position 1 (line 1 column 2)",
    ],
    'FLAGS',
  ],
  [
    'Python reads it as JSON',
    [
      '    flags = json.loads(os.environ["FLAGS"])',
      'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
    ],
    'FLAGS',
  ],
  ['two are read', ['a(process.env.ONE_URL, process.env.TWO_URL)', '', 'TypeError: Invalid URL'], undefined],
  ['the error is another one', ['f(process.env.HOSTS)', 'Error: no hosts'], undefined],
])('%s', (_, lines, name) => {
  const error = lines.findIndex((line) => /Error/u.test(line));
  expect(variableRead(lines, error)).toBe(name);
});
