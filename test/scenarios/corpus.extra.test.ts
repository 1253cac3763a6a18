import { describe, expect, it } from 'vitest';
import { FOREIGN, readCorpus } from '../corpus.ts';
import { deployWith, registerCorpus } from './corpus-suite.ts';

const corpus = readCorpus(FOREIGN);

registerCorpus(corpus);

/** Each with what is said about it against its container and port. */
describe('the AppSpecs of the corpus', () => {
  it.for<[string, { container: string; port: number }, RegExp | undefined]>([
    ['appspec-101-ecspresso-hooks-comments.yaml', { container: 'SampleApplicationName', port: 80 }, undefined],
    ['appspec-102-task-definition-placeholder.yaml', { container: 'java-web-app', port: 8080 }, undefined],
    [
      'appspec-103-jitsi-crlf.json',
      { container: 'jitsi', port: 80 },
      /title=appspec-container,.*line=10,.*"ENV-SERVICE"/,
    ],
    [
      'appspec-104-dnx-unquoted-port-crlf.json',
      { container: 'app', port: 80 },
      /title=unquoted-placeholder,.*line=11,.*\$CONTAINER_PORT/,
    ],
    ['appspec-105-cookiecutter-comments.yaml', { container: 'nginx', port: 80 }, undefined],
    [
      'appspec-106-windows-template.yaml',
      { container: 'iis', port: 80 },
      /title=appspec-field,.*line=9,.*ContainerPort.*"<CONT/,
    ],
    ['appspec-107-universe-literal-arn.yaml', { container: 'universe-backend', port: 80 }, undefined],
  ])('%s', async ([file, container, refused]) => {
    const played = await deployWith(corpus, file, container);
    if (refused === undefined) {
      expect(played.outputs['outcome']).toBe('started');
      expect(JSON.stringify(played.writes.at(-1)?.params)).toContain(played.outputs['task-definition-arn']);
    } else {
      expect(played.log).toMatch(refused);
      expect(played.writes).toEqual([]);
    }
  });
});
