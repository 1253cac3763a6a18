import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setOutput } from '@actions/core';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { toAnnotations } from '../../src/github/annotations.ts';
import type { Report } from '../../src/model.ts';
import { toOutputs } from '../../src/report/outputs.ts';
import { toSummary } from '../../src/report/summary.ts';
import { tidy } from '../../src/report/tidy.ts';
import { createSecrets } from '../../src/secrets/secrets.ts';
import { formatOutputs } from '../../src/terminal/outputs-file.ts';
import { HOSTILE, withEveryText } from '../report/hostile.ts';
import { failedChecks, huge, severalServices } from '../report/more-reports.ts';
import { rolledBack } from '../report/reports.ts';
import { runs } from '../random.ts';

const MEGABYTE = 1_048_576;

const REPORTS: (() => Report)[] = [rolledBack, failedChecks, severalServices];
const anyText = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        '\n',
        '\r',
        '\t',
        '\u2028',
        '\u0085',
        'outcome=succeeded',
        'outcome<<',
        'ghadelimiter_',
        '::',
        '%0A',
        ',',
        '=',
        '"',
        '\u001b]0;',
        '\u0000',
        '\u202e',
        '🙂',
        '\ud800',
        ' ',
      ),
      { maxLength: 20 },
    )
    .map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...HOSTILE.filter((text) => text.length < 1_000)),
);
const anyReport = fc
  .tuple(fc.constantFrom(...REPORTS), anyText)
  .map(([of, text]) => createSecrets().hideAll(tidy(withEveryText(of(), text))));

describe('whatever a report says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-express-deploy-'));
  const file = join(folder, 'output');
  const before = process.env['GITHUB_OUTPUT'];
  afterAll(() => {
    if (before === undefined) delete process.env['GITHUB_OUTPUT'];
    else process.env['GITHUB_OUTPUT'] = before;
    rmSync(folder, { recursive: true });
  });

  it('the runner reads the outputs back as they are', () => {
    process.env['GITHUB_OUTPUT'] = file;
    fc.assert(
      fc.property(anyReport, (report) => {
        writeFileSync(file, '');
        const outputs = toOutputs(report, { report: '/tmp/report.json' });
        for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
        expect(asRunnerReads(readFileSync(file, 'utf8'))).toEqual(outputs);
      }),
      { numRuns: runs(60) },
    );
  });

  it('each output is one plain line of a dotenv file', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const outputs = toOutputs(report, { report: undefined });
        const lines = formatOutputs(outputs).split(/[\n\r\v\f\u0085\u2028\u2029]/u);
        expect(lines.pop()).toBe('');
        expect(lines).toHaveLength(Object.keys(outputs).length);
        for (const line of lines) expect(line).toMatch(/^ECS_[A-Z_]+=[^\p{Cc}]*$/u);
      }),
      { numRuns: runs(60) },
    );
  });

  it('ten annotations of a kind at most, of at most 4 KB, and each a place in a file or none', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const all = toAnnotations(report, { docs: 'https://docs' });
        for (const kind of ['error', 'warning', 'notice'])
          expect(all.filter(({ command }) => command === kind).length).toBeLessThanOrEqual(10);
        for (const { title, message, file: path = '' } of all) {
          expect(message.length).toBeLessThanOrEqual(4_096);
          expect(title.length).toBeLessThanOrEqual(250);
          expect(`${title}${path}`).not.toMatch(/[\p{Cc}]/u);
          expect(message).not.toMatch(/[[\p{Cc}]--[\n]]|^\s*::|##\[/mv);
        }
      }),
      { numRuns: runs(60) },
    );
  });

  it.each(['x', '🙂', '\n'])('the summary with 10 KB of %j in every field stays below 1 MiB', (part) => {
    for (const of of [rolledBack, severalServices, () => huge(100, 100)]) {
      const summary = toSummary(withEveryText(of(), part.repeat(10_000)));
      expect(Buffer.byteLength(summary)).toBeLessThan(MEGABYTE);
    }
  });
});

/** As FileCommandManager of actions/runner does: line by line. */
function asRunnerReads(text: string): Record<string, string> {
  const lines = text.split(/\r\n|\n/);
  const read: Record<string, string> = {};
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const heredoc = line.indexOf('<<');
    const equals = line.indexOf('=');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      read[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    const delimiter = line.slice(heredoc + 2);
    const end = lines.indexOf(delimiter, at + 1);
    if (end === -1) throw new Error('no delimiter');
    read[line.slice(0, heredoc)] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return read;
}
