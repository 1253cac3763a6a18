import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRollbackWorkflow } from '../../src/github/rollback-workflow.ts';

const EXAMPLE = readFileSync(resolve(import.meta.dirname, '../../examples/workflows/rollback.yml'), 'utf8');
const ON_GITHUB = { GITHUB_ACTIONS: 'true', GITHUB_ACTION_REPOSITORY: 'acme/deploy', GITHUB_ACTION_REF: 'v1' };
const VALUES = { service: 'web', cluster: 'prod', 'rollback-to': 'web:41' };

async function rollbackGuide(workflows: Record<string, string> | undefined, environment: object = ON_GITHUB) {
  const files = {
    list: () =>
      workflows === undefined ? Promise.reject(new Error('ENOENT')) : Promise.resolve(Object.keys(workflows)),
    read: (path: string) => {
      const name = path.replace('.github/workflows/', '');
      return Promise.resolve(new TextEncoder().encode(workflows?.[name]));
    },
    writeOutput: () => Promise.reject(new Error('reads only')),
  };
  return (await readRollbackWorkflow(files, environment as Record<string, string>))?.(VALUES, 'us-east-1');
}

const workflow = (
  mode: string,
  { on = 'workflow_dispatch:\n    inputs: { service: {}, to: {} }', uses = 'org/ecs-express-deploy@v1' } = {},
) => `on:\n  ${on}\njobs:\n  a:\n    steps:\n      - uses: ${uses}\n        with: { mode: "${mode}" } # rollback\n`;

describe('a workflow of the repository rolls back', () => {
  it.each<[title: string, workflows: Record<string, string>, command: string]>([
    ['the example', { 'rollback.yml': EXAMPLE }, 'rollback.yml -f service=web -f cluster=prod -f rollback-to=web:41'],
    ['one that is named so', { 'rollback.yaml': 'on: workflow_dispatch\njobs: {}' }, 'rollback.yaml'],
    [
      'one with a mode of rollback',
      { 'a.yml': workflow('deploy'), 'undo.yml': workflow('rollback') },
      'undo.yml -f service=web',
    ],
    ['one whose mode is chosen', { 'ops.yml': workflow('${{ inputs.mode }}') }, 'ops.yml -f service=web'],
    [
      'a fork of this action',
      { 'ops.yml': workflow('rollback', { uses: 'acme/deploy@v1' }) },
      'ops.yml -f service=web',
    ],
    [
      'the named one first',
      { 'ops.yml': workflow('rollback'), 'rollback.yml': EXAMPLE },
      'rollback.yml -f service=web -f cluster=prod -f rollback-to=web:41',
    ],
  ])('%s', async (_, workflows, command) => {
    expect(await rollbackGuide(workflows)).toEqual({ how: expect.stringContaining(`\`gh workflow run ${command}\``) });
  });

  it.each<[title: string, workflows: Record<string, string> | undefined]>([
    ['there is no checkout', undefined],
    ['there is no workflow', {}],
    ['none rolls back', { 'deploy.yml': workflow('deploy') }],
    ['nobody can start it', { 'rollback.yml': 'on: push\njobs: {}' }],
    ['another action does', { 'a.yml': workflow('rollback', { uses: 'other/tool@v1' }) }],
    ['it is broken', { 'rollback.yml': 'on: [workflow_dispatch\n\tjobs' }],
  ])('but where %s, the page is linked', async (_, workflows) => {
    expect(await rollbackGuide(workflows)).toEqual({
      link: { label: 'How to roll back', url: 'https://github.com/acme/deploy/blob/v1/docs/rollback.md' },
    });
  });

  it('but GitHub is not mentioned outside GitHub', async () => {
    expect(await rollbackGuide({ 'rollback.yml': EXAMPLE }, {})).toBeUndefined();
  });
});
