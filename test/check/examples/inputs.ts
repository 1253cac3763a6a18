import { provenanceProblems } from '../../../src/inputs/provenance.ts';
import { credentialProblems, sourceProblems } from '../../../src/plan/credentials.ts';
import type { RuleName } from '../../../src/rules.ts';
import { found, parse, parsed, type Example } from '../example.ts';
import { played } from '../played.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const ENVIRONMENT = { AWS_PROFILE: 'prod', AWS_ACCESS_KEY_ID: 'AKIA…', AWS_SECRET_ACCESS_KEY: '…' };
const WAIT = { 'wait-for-minutes': '30' };

export const OF_INPUTS = {
  'file-missing': played('With a file "task-definition.json" in the workspace:', {
    inputs: { mode: 'register', 'task-definition': 'task-definiton.json' },
  }),
  'file-unreadable': played('These inputs:', { inputs: { mode: 'register', 'task-definition': '.' } }),

  'input-format': parsed({ 'desired-count': 'two' }),
  'input-combination': parsed({ service: 'web', 'rollback-to': '41' }),
  'input-unused': parsed({ service: 'web', image: 'web:1.4.2', 'stop-type': 'abort' }),
  'provenance-unknown': found('Where GITHUB_SHA is not set:', { service: 'web', 'provenance-tags': 'true' }, () =>
    provenanceProblems({}),
  ),
  'unknown-input': parsed(
    { service: 'web', image: 'web:1.4.2', 'aws-region': 'eu-west-1' },
    'These inputs (a name that is close to that of an input is an error):',
  ),
  'unexpanded-variable': parsed({ image: 'web:$GITHUB_SHA' }),
  'secret-value': parsed({ secrets: 'DATABASE_PASSWORD=c0rrect-h0rse' }),
  'no-service': parsed({ image: 'web:1.4.2' }),
  'image-unknown': played('With `__IMAGE_URI__` as the image of the container "web" in the file:', {
    inputs: { mode: 'check', 'task-definition': 'task-definition.json' },
    files: {
      'task-definition.json':
        '{ "family": "web", "containerDefinitions": [{ "name": "web", "image": "__IMAGE_URI__" }] }',
    },
  }),
  'directory-missing': played('These inputs:', {
    inputs: { mode: 'check', directory: 'deployment/ecs/web/prdo', 'image-tag': '1.4.2' },
    files: { 'deployment/ecs/web/prod/metadata.env': 'ECS_SERVICE=web' },
  }),
  'directory-metadata': played('With `AWS_ACCOUNT_ID=1234` in the folder’s `metadata.env`:', {
    inputs: { mode: 'check', directory: 'deployment', 'image-tag': '1.4.2' },
    files: { 'deployment/metadata.env': 'ECS_SERVICE=web\nAWS_ACCOUNT_ID=1234\n' },
  }),
  'manifest-key': played('The manifest:', {
    inputs: {
      mode: 'check',
      manifest: 'services:\n  web:\n    task-definition: task-definition.json\n    imgae: web:1.4.2',
    },
  }),
  'manifest-services': played('The manifest:', { inputs: { mode: 'check', manifest: 'defaults:\n  cluster: prod' } }),
  'manifest-wave': played('The manifest:', {
    inputs: { mode: 'check', manifest: 'services:\n  web:\n    wave: first\n    image: web:1.4.2' },
  }),
  'nothing-to-do': parsed({ mode: 'register' }),
  'nothing-to-deploy': parsed({ service: 'web', cluster: 'prod' }),
  'credentials-expire': found('With credentials that expire in 15 minutes:', WAIT, () =>
    credentialProblems(parse(WAIT).inputs, { now: NOW, expireAt: new Date(NOW.getTime() + 15 * 60_000) }),
  ),
  'credentials-twice': found('These environment variables:', ENVIRONMENT, () => sourceProblems(ENVIRONMENT)),

  'rollback-to-format': parsed({ mode: 'rollback', service: 'web', 'rollback-to': 'web' }),
} satisfies Partial<Record<RuleName, Example>>;
