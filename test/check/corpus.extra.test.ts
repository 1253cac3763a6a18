import { describe, expect, test } from 'vitest';
import { filesOf, FOREIGN, readCorpus } from '../corpus.ts';
import { describeCorpus, problemsOf } from './corpus-suite.ts';

const corpus = readCorpus(FOREIGN);

describeCorpus(corpus);

describe('where the mistakes are', () => {
  test.each([
    ['13-', 'json-syntax', 34, 20],
    ['16-', 'trailing-comma', 45, 31],
    ['29-', 'merge-conflict', 2, 1],
    ['30-', 'json-syntax', 5, 21],
    ['57-', 'yaml-syntax', 2, 14],
    ['05-', 'trailing-comma', 132, 21],
    ['21-', 'unquoted-placeholder', 17, 28],
    ['48-', 'unquoted-placeholder', 6, 41],
    ['08-', 'unknown-field', 51, 21],
    ['17-', 'wrong-type', 20, 28],
    ['33-', 'host-port', 13, 16],
    ['54-', 'wrong-type', 17, 9],
    ['65-', 'fargate-size', 25, 10],
  ])('%s %s', async (...[prefix, rule, line, column]) => {
    const file = filesOf(corpus, 'task-definition').find(([name]) => name.startsWith(prefix))?.[0] ?? '';
    const first = (await problemsOf(corpus, file)).find((problem) => problem.rule === rule);
    expect(first?.origin).toMatchObject({ kind: 'file', file, line, column });
  });
});
