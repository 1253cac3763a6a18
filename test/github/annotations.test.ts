import { expect, test } from 'vitest';
import { toAnnotations } from '../../src/github/annotations.ts';
import { toSummary } from '../../src/report/summary.ts';
import type { Report } from '../../src/model.ts';
import { HOSTILE, withEveryText } from '../report/hostile.ts';
import { ERRORS, failedChecks, severalServices } from '../report/more-reports.ts';
import { failed, MUTABLE_TAG, report, rolledBack, serviceReport, success } from '../report/reports.ts';
import { after } from '../report/timeline.ts';

test('the root cause comes first, on its line, with its fix and its log', () => {
  const [first, second] = toAnnotations(rolledBack());
  expect(first).toMatchObject({ command: 'error', file: 'deploy/task-definition.json', line: 12, column: 7 });
  expect(first?.title).toBe('web was rolled back to web:42: the circuit breaker stopped web:43 after 3 failed tasks.');
  expect(first?.message).toMatch(
    /exit code 1; its log says: .*\nAll 3 tasks.*\nSet `DATABASE_URL`.*\n\n> web@1.5.0 start[^]*server\.js:4:16\)$/u,
  );
  expect(second).toMatchObject({ command: 'error', message: 'The circuit breaker tripped at 3 failed tasks.' });
});

test('mistakes found by the checks are on their lines, without an echo', () => {
  const errors = toAnnotations(failedChecks()).filter(({ command }) => command === 'error');
  expect(errors.map(({ title, line }) => [title, line])).toEqual(
    ERRORS.map(({ rule, origin }) => [rule, 'line' in origin && origin.line]),
  );
});

test('a cause that two levels report is shown once', () => {
  const messages = toAnnotations(severalServices()).map(({ message }) => message);
  expect(new Set(messages).size).toBe(messages.length);
});

test('the same, if the run prefixes the service', () => {
  const several = severalServices();
  const causes = several.outcome.causes.map((cause) => ({ ...cause, message: `web: ${cause.message}` }));
  const told = toAnnotations({ ...several, outcome: { ...several.outcome, causes } });
  expect(told.filter(({ command }) => command === 'error')).toHaveLength(2);
});

test('a failure without a known cause still says that it failed', () => {
  const [only] = toAnnotations(report([], { outcome: failed('The deployment failed.') }));
  expect(only).toMatchObject({ command: 'error', message: 'The deployment failed.' });
});

test('a success has warnings at most', () => {
  expect(toAnnotations(success()).map(({ command }) => command)).toEqual(['warning']);
});

test('ten of a kind are shown, and the last one counts the rest', () => {
  const timeline = Array.from({ length: 25 }, (_, number) => ({
    at: after(number),
    kind: 'warning' as const,
    message: `warning ${number} ${'x'.repeat(5_000)}`,
  }));
  const many: Report = report([serviceReport({ timeline })], {
    problems: Array.from({ length: 14 }, () => ERRORS)
      .flat()
      .slice(0, 14),
  });
  const found = toAnnotations(many);
  expect(found.filter(({ command }) => command === 'error')).toHaveLength(10);
  expect(found.filter(({ command }) => command === 'warning')).toHaveLength(10);
  expect(found[9]?.message).toContain('… and 4 more errors');
  expect(found.at(-1)?.message).toContain('… and 15 more warnings');
  expect(found.every(({ message }) => message.length <= 4_096)).toBe(true);
});

test('advice is for the summary', () => {
  const advised = report([serviceReport()], { problems: [{ ...MUTABLE_TAG, severity: 'advice' }] });
  expect(toAnnotations(advised)).toEqual([]);
  expect(toSummary(advised)).toContain('Checks: 1 piece of advice');
});

test.each(HOSTILE)('%.40j stays text', (text) => {
  for (const { title, message } of toAnnotations(withEveryText(rolledBack(), text))) {
    expect(`${title}\n${message}`).not.toMatch(/##\[|^\s*::|\p{Cc}(?<!\n)|\p{Bidi_C}/mu);
    expect(message.length).toBeLessThanOrEqual(4_096);
  }
});

test('an annotation links to the entry of the troubleshooting page that explains its cause', () => {
  const failure = rolledBack();
  for (const cause of failure.services[0]?.outcome.causes ?? []) cause.id = 'out-of-memory';
  const docs = 'https://github.com/acme/deploy/blob/v1/docs';
  const messages = (url?: string) => toAnnotations(failure, { docs: url }).map(({ message }) => message);
  expect(messages(docs)[0]).toContain(`${docs}/troubleshooting.md#out-of-memory`);
  expect(messages()[0]).not.toContain('troubleshooting');
});
