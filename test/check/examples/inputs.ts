import { addService } from '../../../emulator/services.ts';
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
  'not-confirmed': played('These inputs:', { inputs: { mode: 'delete', service: 'web', cluster: 'prod' } }),
  'preview-unknown': played('Where the job may not read pull requests, and a preview `web-pr-17` exists:', {
    inputs: { mode: 'delete', service: 'web', cluster: 'prod', preview: 'closed' },
    change: ({ home }) => {
      const { networkConfiguration } = home.services[0]?.settings ?? {};
      const tags = [{ key: 'deploy:preview', value: '17' }];
      addService(home, {
        cluster: 'prod',
        serviceName: 'web-pr-17',
        taskDefinition: 'web',
        networkConfiguration,
        tags,
      });
    },
  }),
  'not-a-preview': played('With an Express service `shop-pr-17` that was deployed without `preview`:', {
    scenario: 'express-canary',
    inputs: { mode: 'delete', service: 'shop', preview: '17' },
    change: ({ home }) => {
      const [shop] = home.services;
      if (shop !== undefined) Object.assign(shop, { name: 'shop-pr-17', arn: `${shop.arn}-pr-17` });
    },
  }),
  'deletes-stack-service': played('For a service of the CloudFormation stack "shop":', {
    inputs: { mode: 'delete', service: 'web', cluster: 'prod', confirm: 'web' },
    change: ({ home }) => home.services[0]?.tags.push({ key: 'aws:cloudformation:stack-name', value: 'shop' }),
  }),
  'nothing-to-do': parsed({ mode: 'register' }),
  'nothing-to-deploy': parsed({ service: 'web', cluster: 'prod' }),
  'credentials-expire': found('With credentials that expire in 15 minutes:', WAIT, () =>
    credentialProblems(parse(WAIT).inputs, { now: NOW, expireAt: new Date(NOW.getTime() + 15 * 60_000) }),
  ),
  'credentials-twice': found('These environment variables:', ENVIRONMENT, () => sourceProblems(ENVIRONMENT)),

  'rollback-to-format': parsed({ mode: 'rollback', service: 'web', 'rollback-to': 'web' }),
} satisfies Partial<Record<RuleName, Example>>;
