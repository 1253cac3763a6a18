import { expect, it } from 'vitest';
import type { Outcome } from '../../src/model.ts';
import { toAnnotations } from '../../src/github/annotations.ts';
import { tidy } from '../../src/report/tidy.ts';
import { report, rolledBack, serviceReport } from './reports.ts';

it.each(['', ' ', '\n'])('an empty reason %j is no cause, and no second annotation', (message) => {
  const told: Outcome = { kind: 'failed', headline: 'It failed.', causes: [{ message: 'why' }, { message }] };
  const tidied = tidy(report([serviceReport({ outcome: told })]));
  expect(tidied.services[0]?.outcome.causes).toEqual([{ message: 'why' }]);
  expect(toAnnotations(tidied).map(({ message: text }) => text)).toEqual(['why']);
});

it('leaves only the headline', () => {
  const told: Outcome = { kind: 'failed', headline: 'It failed.', causes: [{ message: '' }] };
  const tidied = tidy(report([serviceReport({ outcome: told })]));
  expect(toAnnotations(tidied).map(({ message }) => message)).toEqual(['It failed.']);
});

it.each([
  ['https://shop.ecs.us-east-1.on.aws/a?b=c#d', 'https://shop.ecs.us-east-1.on.aws/a?b=c#d'],
  ['https://a.on.aws/\u202egnp.exe', 'https://a.on.aws/gnp.exe'],
  ['https://a.on.aws/\u001b[31mred\u0000\r\n', 'https://a.on.aws/red%0A'],
  ['https://a.on.aws/"><b>', 'https://a.on.aws/%22%3E%3Cb%3E'],
  ['https://bücher.example', 'https://b%C3%BCcher.example'],
])('the endpoint %j becomes %s', (endpoint, shown) => {
  expect(tidy(report([serviceReport({ endpoint })])).services[0]?.endpoint).toBe(shown);
});

it('what is tidy stays as it is', () => expect(tidy(rolledBack())).toEqual({ ...rolledBack(), task: undefined }));
