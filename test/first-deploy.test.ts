import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { IAM } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMoto } from './scenarios/start-moto.ts';

/** Every command of docs/first-deploy.md, in its order, with the AWS CLI against an account that others emulate (Moto). */
const ROOT = resolve(import.meta.dirname, '..');
const page = await readFile(join(ROOT, 'docs/first-deploy.md'), 'utf8');

let moto: Awaited<ReturnType<typeof startMoto>>;
let folder = '';

beforeAll(async () => {
  moto = await startMoto({ MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' });
  folder = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-'));
});

afterAll(async () => {
  moto.server.kill();
  await rm(folder, { recursive: true });
});

it('makes the roles that the workflow and ECS need', { timeout: 300_000 }, async () => {
  const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text);
  const script = ['set -eu', `git() { ln -s '${ROOT}' ecs-express-deploy; }`, ...commands];
  const credentials = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };
  const env = {
    ...process.env,
    ...credentials,
    AWS_ENDPOINT_URL: moto.url,
    AWS_DEFAULT_REGION: 'us-east-1',
    HOME: folder,
  };

  const { status, stderr } = spawnSync('bash', [], { input: script.join('\n'), cwd: folder, env, encoding: 'utf8' });

  expect([status, stderr]).toEqual([0, expect.not.stringContaining('Replace ')]);
  const iam = new IAM({
    endpoint: moto.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
  });
  const { Role: role } = await iam.getRole({ RoleName: 'deploy' });
  expect(decodeURIComponent(role?.AssumeRolePolicyDocument ?? '')).toContain('repo:ORG/REPO:ref:refs/heads/main');
  expect((await iam.listRolePolicies({ RoleName: 'deploy' })).PolicyNames?.toSorted()).toEqual(['deploy']);
  const { AttachedPolicies: attached } = await iam.listAttachedRolePolicies({ RoleName: 'ecsInfrastructureRole' });
  expect(attached?.map(({ PolicyArn }) => PolicyArn)).toEqual([
    'arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices',
  ]);
});
