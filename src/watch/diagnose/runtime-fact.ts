/** Runtimes by what they alone write: how a program is told of a certificate or a limit depends on it. */
const RUNTIMES: readonly [string, RegExp][] = [
  ['Node.js', /\bnode:internal\/|^Node\.js v\d|\/node_modules\/|\bcode: '(?:SELF_SIGNED|UNABLE_TO)_\w{4,60}'/u],
  ['Python', /^Traceback \(most recent call last\)|\(_ssl\.c:\d+\)|^\s+File "[^"]{1,200}\.py", line \d/u],
  [
    'Java',
    /\bjava(?:x)?\.\w{2,40}\.[\w.]{1,100}(?:Exception|Error)\b|^\s+at [\w.$/@]{1,200}\([\w$]{1,80}\.(?:java|kt):\d/u,
  ],
  ['Go', /\bx509: |^goroutine \d+ \[|^panic: /u],
  ['.NET', /^\s+at (?:System|Microsoft|Npgsql)\.\w|\bSystem\.[\w.]{1,80}Exception\b/u],
  ['Ruby', /\.rb:\d{1,6}:in [`']|\bOpenSSL::SSL::SSLError\b/u],
  ['PHP', /^(?:PHP )?(?:Fatal error|Warning): |\.php:\d{1,6}\b/u],
];

/** The runtime of the program, by the last of its lines that only one runtime writes. */
export function runtimeFact(lines: readonly string[]): string[] {
  const found = lines
    .map((line) => RUNTIMES.find(([, writes]) => writes.test(line.slice(0, 500)))?.[0])
    .findLast((name) => name !== undefined);
  return found === undefined ? [] : [`runtime: ${found}`];
}
