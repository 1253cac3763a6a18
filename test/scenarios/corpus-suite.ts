import { describe, expect, it } from 'vitest';
import { bytesOf, filesOf, type Corpus } from '../corpus.ts';
import { play, type Played } from './play.ts';

/** Registers every task definition of a corpus on the emulator, which refuses what AWS refuses. */
export function registerCorpus(corpus: Corpus): void {
  const files = filesOf(corpus, 'task-definition');

  describe('the corpus, registered on the emulator', () => {
    it.for(files.filter(([, { verdict }]) => verdict === 'valid'))('%s is registered', async ([file]) => {
      const played = await register(corpus, file);
      expect(played.log).not.toContain('::error');
      expect(played.writes.map(({ action }) => action)).toEqual(['RegisterTaskDefinition']);
      expect(played.exitCode).toBe(0);
    });

    it.for(files.filter(([, { verdict }]) => verdict === 'invalid'))(
      '%s is refused on its line, and nothing is written',
      async ([file]) => {
        const played = await register(corpus, file);
        expect(played.exitCode).toBe(1);
        expect(played.log).toMatch(/::error [^\n]*line=\d+/);
        expect(played.writes).toEqual([]);
      },
    );
  });
}

/** Deploys with an AppSpec of the corpus a service whose container and port are given. */
export async function deployWith(
  corpus: Corpus,
  file: string,
  { container, port }: { container: string; port: number },
): Promise<Played> {
  const definition = {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      { name: container, image: 'public.ecr.aws/nginx/nginx:1.27', portMappings: [{ containerPort: port }] },
    ],
  };
  return await play({
    scenario: 'codedeploy-healthy',
    inputs: {
      service: 'web',
      cluster: 'prod',
      'task-definition': 'definition.json',
      'codedeploy-appspec': file,
      'wait-for-service-stability': 'false',
    },
    files: { 'definition.json': JSON.stringify(definition), [file]: bytesOf(corpus, file) },
  });
}

/** The emulated account has none of the log groups that the corpus names. */
async function register(corpus: Corpus, file: string): Promise<Played> {
  return await play({
    scenario: 'empty',
    inputs: { mode: 'register', 'task-definition': file, preflight: 'off' },
    files: { [file]: bytesOf(corpus, file) },
  });
}
