import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInput } from '../../src/inputs/formats.ts';
import type { InputType } from '../../src/inputs/table/input-spec.ts';

const PAIRS: InputType = { type: 'pairs', keys: ['name', 'value'] };

function valueOf(text: string, spec: InputType): unknown {
  const parsed = parseInput(text, spec);
  return 'value' in parsed ? parsed.value : `error: ${parsed.message}`;
}

function fixOf(text: string, spec: InputType): string {
  const parsed = parseInput(text, spec);
  return 'value' in parsed ? '' : parsed.fix;
}

describe('booleans', () => {
  const words = { true: ['true', 'yes', 'on', '1'], false: ['false', 'no', 'off', '0'] };
  const spellings = Object.entries(words).flatMap(([value, list]) =>
    list.flatMap((word) => [word, word.toUpperCase(), ` ${word} `].map((text) => [text, value === 'true'] as const)),
  );

  it.each(spellings)('%j is %s', (text, wanted) => expect(valueOf(text, { type: 'boolean' })).toBe(wanted));

  it.each(['y', 'truee', '2', 'null', '{}'])('%s is an error, never a default', (text) => {
    expect(valueOf(text, { type: 'boolean' })).toMatch(/neither true nor false/);
  });
});

describe('numbers', () => {
  const spec: InputType = { type: 'integer', min: 0, max: 10 };

  it.each([
    ['0', 0],
    [' 7 ', 7],
    ['10', 10],
  ])('%s is %s', (text, wanted) => expect(valueOf(text, spec)).toBe(wanted));

  it.each(['-0', '+5', '-1', '1e1', '1_0', '010', '00', '3.5', '3.0', '3 tasks', 'NaN', '0x3', '０', '٣', '²'])(
    '%s is an error',
    (text) => {
      expect(valueOf(text, spec)).toMatch(/not a whole number/);
    },
  );

  it.each([
    ['11', { type: 'integer', min: 0, max: 10 }, /above 10/],
    ['0', { type: 'integer', min: 1, max: 10 }, /below 1/],
    ['99999999999999999999', { type: 'integer', min: 1, max: 10 }, /above 10/],
  ] as const)('%s is out of range', (text, range, message) => {
    expect(valueOf(text, range)).toMatch(message);
  });
});

describe('choices', () => {
  const spec: InputType = { type: 'choice', choices: ['deploy', 'rollback', 'run-task'] };

  it.each([
    ['rolback', 'rollback'],
    ['Deplyo', 'deploy'],
    ['run_task', 'run-task'],
    ['runtask', 'run-task'],
  ])('%s may be %s', (text, meant) => expect(fixOf(text, spec)).toContain(`Did you mean "${meant}"?`));

  it('does not guess distant names, and lists the valid ones', () => {
    expect(fixOf('destroy-everything', spec)).toBe('Use one of: deploy, rollback, run-task.');
  });

  it('does not repeat a whole file', () => {
    expect(valueOf('x'.repeat(10_000), spec)).toHaveLength('error: is "…", which is not one of its values'.length + 60);
  });
});

describe('pairs', () => {
  it('splits at the first = and keeps the value exactly', () => {
    const text = 'A=1=2\n\n# a comment\n  B= spaced \nC=';
    expect(valueOf(text, PAIRS)).toEqual([
      ['A', '1=2'],
      ['B', ' spaced '],
      ['C', ''],
    ]);
  });

  it('takes the JSON of the AWS API and plain objects', () => {
    expect(valueOf('[{"name":"A","value":"x=y"}]', PAIRS)).toEqual([['A', 'x=y']]);
    expect(valueOf('{"A":"1"}', PAIRS)).toEqual([['A', '1']]);
  });

  it('says where JSON is invalid', () => {
    expect(valueOf('[{"name":"A",\n "value": }]', PAIRS)).toMatch(/line 2, column 11/);
  });

  it.each([
    ['A=1\nB=2\n\nA=3', 'error: sets "A" twice, on line 1 and line 4'],
    ['A=1\n  A =1', 'error: sets "A" twice, on line 1 and line 2'],
    [
      '[{"name":"A","value":"1"},{"name":"B","value":""},{"name":"A","value":"1"}]',
      /sets "A" twice, on item 1 and item 3/,
    ],
    ['{"A":"1",\n "A":"2"}', /sets "A" twice, at line 1, column 2 and at line 2, column 2/],
    ['[{"name":"A","value":"1","value":"2"}]', /sets "value" twice/],
    ['{"__proto__":"1","__proto__":"2"}', /sets "__proto__" twice/],
  ])('keeps no last or first of two: %j', (text, message) => {
    expect(valueOf(text, PAIRS)).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  it('keeps names that differ in case apart', () => {
    expect(valueOf('a=1\nA=2', PAIRS)).toHaveLength(2);
  });

  it.each([
    ['PASSWORD: super-secret', /no "=" on line 1/, /Use "=" instead of ":"/],
    ['A=1\n- B=super-secret', /has "-" before the name on line 2/, /Remove "-"/],
    ['export A=super-secret', /has "export" before the name on line 1/, /Remove "export"/],
    ['=super-secret', /no name before "=" on line 1/, /NAME=value per line/],
    ['super-secret', /no "=" on line 1/, /^Write one NAME=value/],
  ])('names the line of %j and never shows it', (text, message, fix) => {
    expect(valueOf(text, PAIRS)).toMatch(message);
    expect(fixOf(text, PAIRS)).toMatch(fix);
    expect(String(valueOf(text, PAIRS)) + fixOf(text, PAIRS)).not.toContain('super-secret');
  });

  it.each([
    [
      'A=1\nB: super-secret\nexport C=3\n=x\nA=2',
      [
        /no "=" on line 2/,
        /"export" before the name on line 3/,
        /no name before "=" on line 4/,
        /"A" twice, on line 1 and line 5/,
      ],
    ],
    ['x\ny\nsuper-secret', [/no "=" on lines 1, 2 and 3$/]],
    ['{"A":1,"B":true,"C":"super-secret"}', [/gives "A" and "B" values/]],
    ['[{"name":"A"},{"name":"B","value":"super-secret"},{}]', [/in items 1 and 3$/]],
    ['{"A":"1","A":"super-secret","B":"1","B":"2"}', [/"A" twice/, /"B" twice/]],
    ['A=1\nA=2\nA=super-secret', [/"A" 3 times, on line 1, line 2 and line 3/]],
    [Array.from({ length: 23 }, () => 'super-secret').join('\n'), [/and 20 \(and 3 more\)$/]],
  ])('tells all mistakes of %j at once', (text, facts) => {
    const message = String(valueOf(text, PAIRS));
    for (const fact of facts) expect(message).toMatch(fact);
    expect(message + fixOf(text, PAIRS)).not.toContain('super-secret');
  });

  it('refuses values that are not strings', () => {
    expect(valueOf('{"A":1}', PAIRS)).toMatch(/gives "A" a value that is not a string/);
    expect(valueOf('[{"name":"A","valueFrom":"x"}]', PAIRS)).toMatch(/item 1/);
  });

  it('keeps every NAME=value line as it was written', () => {
    const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/);
    const value = fc.string().filter((text) => !/[\r\n]/.test(text));
    const pairs = fc.uniqueArray(fc.tuple(name, value), { minLength: 1, selector: ([key]) => key });
    fc.assert(
      fc.property(pairs, (list) => {
        expect(valueOf(list.map(([key, text]) => `${key}=${text}`).join('\n'), PAIRS)).toEqual(list);
      }),
    );
  });
});

describe('commands', () => {
  it('are words of a shell, or JSON', () => {
    expect(valueOf('sh -c "echo \\"hi there\\" && exec node server.js"', { type: 'words' })).toEqual([
      'sh',
      '-c',
      'echo "hi there" && exec node server.js',
    ]);
    expect(valueOf('["node", "a b.js"]', { type: 'words' })).toEqual(['node', 'a b.js']);
  });

  it.each([
    ['sh -c "npm start', 'error: has a double quote that is never closed, at line 1, column 7'],
    ["echo 'a'\n  it's", 'error: has a single quote that is never closed, at line 2, column 5'],
    [`echo "it's" '"`, 'error: has a single quote that is never closed, at line 1, column 13'],
    ['npm start \\', 'error: ends with a backslash that escapes nothing, at line 1, column 11'],
  ])('are not guessed: %s', (text, message) => {
    expect(valueOf(text, { type: 'words' })).toBe(message);
  });
});

describe('names and JSON', () => {
  it('reads names by line, comma or JSON', () => {
    expect(valueOf('a, b\nc', { type: 'names' })).toEqual(['a', 'b', 'c']);
    expect(valueOf('["a","b"]', { type: 'names' })).toEqual(['a', 'b']);
  });

  it.each([',', ' , \n,', '[]', '# none'])('finds no name in %j', (text) => {
    expect(valueOf(text, { type: 'names' })).toBe('error: contains no name');
  });

  it('requires the JSON type of the API', () => {
    expect(valueOf('{"a":1}', { type: 'json-array' })).toMatch(/not a JSON array/);
    expect(valueOf('[]', { type: 'json-object' })).toMatch(/not a JSON object/);
  });

  it('finds a duplicate key at any depth', () => {
    expect(valueOf('[{"name":"web","environment":[{"name":"A","name":"B"}]}]', { type: 'json-array' })).toMatch(
      /sets "name" twice/,
    );
  });

  it.each<InputType>([PAIRS, { type: 'names' }, { type: 'words' }, { type: 'json-array' }])(
    'refuses JSON that is nested without end: %j',
    (spec) => {
      expect(valueOf('['.repeat(200_000), spec)).toMatch(/nested more than 64 levels/);
      expect(valueOf(`[${'{"a":'.repeat(100)}1${'}'.repeat(100)}]`, spec)).toMatch(/nested more than 64 levels/);
    },
  );
});

describe('documents', () => {
  const DOCUMENT = { type: 'document' } as const;

  it.each(['task-definition.json', ' deploy/web.yaml\n', 'C:\\deploy\\web.json', 'weird name: x.json', '- a\n'])(
    '%j is a path',
    (text) => {
      expect(valueOf(text, DOCUMENT)).toEqual({ file: text.trim() });
    },
  );

  it.each([
    '{"family": "web"}',
    ' {family: web}\n',
    '[{"name": "web"}]',
    'family: web\ncontainerDefinitions:\n  - name: web\n',
    '\n\nversion: 0.0\r\nResources: []\r\n',
    '# why\nfamily:\n  web',
    '- a\n- b',
    '// why\n{ "family": "web" }',
  ])('%j is the document itself, to the letter', (text) => {
    expect(valueOf(text, DOCUMENT)).toEqual({ text });
  });

  it.each([
    ['a.json\nb.json', /has 2 lines/],
    ['  a.json\n\n  deploy/my file.json\n  c.json\n', /has 3 lines/],
    [`{"a": "${'x'.repeat(1024 * 1024)}"}`, /larger than 1 MiB/],
    ['arn:aws:ecs:us-east-1:123456789012:task-definition/web:3', /is the ARN "arn:aws:ecs/],
    ['https://user:super-secret@example.com/a.json?token=super-secret', /is the URL "https:\/\/example.com\/a.json"/],
    ['s3://bucket/web.json', /is the URL "s3:/],
    ['super-secret\nsuper-secret', /has 2 lines/],
  ])('%j is neither, and is told without its contents', (text, message) => {
    expect(valueOf(text, DOCUMENT)).toMatch(message);
    expect(String(valueOf(text, DOCUMENT)) + fixOf(text, DOCUMENT)).not.toContain('super-secret');
  });
});
