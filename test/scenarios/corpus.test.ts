import { describe, expect, it } from 'vitest';
import { filesOf, OWN, readCorpus } from '../corpus.ts';
import { deployWith, registerCorpus } from './corpus-suite.ts';

const corpus = readCorpus(OWN);

registerCorpus(corpus);

describe('the AppSpecs of the corpus', () => {
  it.for(filesOf(corpus, 'appspec'))('%s', async ([file, { errors = [] }]) => {
    const played = await deployWith(corpus, file, { container: 'signals', port: 8080 });
    for (const error of errors) {
      const [rule = '', place = ''] = error.split(' ');
      const [line, column] = place.split(':');
      expect(played.log).toContain(`::error title=${rule},file=${file},line=${line},col=${column},`);
    }
    expect(played.outputs['outcome']).toBe(errors.length > 0 ? 'failed' : 'started');
    if (errors.length > 0) expect(played.writes).toEqual([]);
    else expect(JSON.stringify(played.writes.at(-1)?.params)).toContain(played.outputs['task-definition-arn']);
  });
});
