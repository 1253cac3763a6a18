import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/model.ts';
import { filesOf, OWN, readCorpus } from '../corpus.ts';
import { describeCorpus, problemsOf } from './corpus-suite.ts';

const corpus = readCorpus(OWN);

describeCorpus(corpus);

describe('every error, at its position', () => {
  test.each(filesOf(corpus, 'task-definition'))('%s', async (file, { errors }) => {
    const found = (await problemsOf(corpus, file)).filter(({ severity }) => severity === 'error');
    expect(found.toSorted(byPlace).map(inShort)).toEqual(errors);
  });
});

function byPlace(one: Problem, other: Problem): number {
  if (one.origin.kind !== 'file' || other.origin.kind !== 'file') return 0;
  return one.origin.line - other.origin.line || one.origin.column - other.origin.column;
}

function inShort({ rule, origin }: Problem): string {
  return origin.kind === 'file' ? `${rule} ${origin.line}:${origin.column}` : `${rule} at ${origin.kind}`;
}
