import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Statement } from '../../emulator/statement.ts';
import { EXAMPLE, REGISTRY } from '../scenarios/play.ts';
import { QUICK_START, runCommandLine } from './run-command-line.ts';

const ACCOUNT = '123456789012';
/** With the account that the emulator has. */
const files = { 'task-definition.json': EXAMPLE.replaceAll('111122223333', ACCOUNT) };
const ROLES = [
  `--infrastructure-role-arn=arn:aws:iam::${ACCOUNT}:role/ecsInfrastructureRole`,
  `--execution-role-arn=arn:aws:iam::${ACCOUNT}:role/ecsTaskExecutionRole`,
];
const SHOP = [
  '--service=shop',
  `--image=${REGISTRY}/shop@sha256:${'5d'.repeat(32)}`,
  '--health-check-path=/',
  ...ROLES,
];
const APPSPEC = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: web, ContainerPort: 8080 }
`;

interface Printed {
  policy: { Statement: Statement[] };
  trustPolicy: { Statement: { Principal: unknown; Condition: { StringEquals: Record<string, unknown> } }[] };
}

async function iam(...args: string[]): Promise<Printed & { errors: string }> {
  const { out, errors, exitCode } = await runCommandLine({ scenario: 'empty', args: ['iam', ...args], files });
  expect(exitCode).toBe(0);
  return { ...(JSON.parse(out) as Printed), errors };
}

describe('the policy for a command line', () => {
  it.each<[what: string, scenario: string, args: string[], more?: string[]]>([
    ['a classic deploy', 'classic-healthy', ['deploy', ...QUICK_START]],
    ['a deploy that is rolled back', 'classic-breaker', ['deploy', ...QUICK_START]],
    ['a deploy that keeps revisions', 'classic-healthy', ['deploy', ...QUICK_START, '--keep-revisions=1']],
    ['a plan', 'classic-healthy', ['plan', ...QUICK_START]],
    ['a new Express service', 'empty', ['deploy', ...SHOP]],
    [
      'a plan of an Express service',
      'express-canary',
      ['plan', ...SHOP, `--task-role-arn=arn:aws:iam::${ACCOUNT}:role/shop-task`],
    ],
    ['an Express service that is watched', 'express-canary', ['watch', '--service=shop', '--service-type=express']],
    ['CodeDeploy', 'codedeploy-healthy', ['deploy', ...QUICK_START, '--codedeploy-appspec=appspec.yaml']],
  ])('is enough for %s, and grants nothing on other clusters', async (_, scenario, args) => {
    const { policy } = await iam(...args);
    const texts = policy.Statement.flatMap(({ Resource }) => Resource);
    expect(texts.filter((text) => /:(cluster|service|task)\//.test(text) && !/\/(prod|default)\b/.test(text))).toEqual(
      [],
    );
    const denied: unknown[] = [];
    const { out } = await runCommandLine({
      scenario,
      args,
      files: { ...files, 'appspec.yaml': APPSPEC },
      begin: (world) => {
        world.policy = JSON.parse(
          JSON.stringify(policy.Statement).replaceAll(':ACCOUNT:', `:${ACCOUNT}:`),
        ) as Statement[];
        denied.push(world.denied);
      },
    });
    expect([denied, out]).toEqual([[[]], expect.not.stringMatching(/not authorized/i)]);
  });

  it('names what is given, and has placeholders for the rest, told on standard error', async () => {
    const { policy, errors } = await iam('deploy', '--service=web', '--cluster=prod', '--image=registry/web:1');
    const text = JSON.stringify(policy);
    expect(text).toContain(`arn:aws:ecs:us-east-1:ACCOUNT:service/prod/web"`);
    for (const name of ['ACCOUNT', 'FAMILY', 'TASK_ROLE', 'EXECUTION_ROLE', 'LOG_GROUP']) {
      expect(text).toContain(name);
      expect(errors).toContain(`Replace ${name} `);
    }
    expect(errors).not.toContain('REGION');
    expect(errors).toContain('--service-type express');
  });

  it('is in the partition of the Region', async () => {
    const { policy } = await iam('watch', '--service=web', '--region=cn-north-1');
    expect(JSON.stringify(policy)).toContain('arn:aws-cn:ecs:cn-north-1:ACCOUNT:service/default/web');
  });

  it('is printed alone with --policy', async () => {
    const { out } = await runCommandLine({ args: ['iam', 'watch', '--service=web', '--policy'] });
    expect(Object.keys(JSON.parse(out) as object)).toEqual(['Version', 'Statement']);
  });

  it('allows pushing the images, and no others, with --push', async () => {
    const pushed = async (...args: string[]): Promise<unknown[]> => {
      const { policy, errors } = await iam('deploy', ...args);
      const found = policy.Statement.find(({ Action }) => Action.includes('ecr:PutImage'));
      return [found?.Resource, errors.includes('Replace REPOSITORY')];
    };
    expect(await pushed(...SHOP)).toEqual([undefined, false]);
    expect(await pushed(...SHOP, '--push')).toEqual(['arn:aws:ecr:us-east-1:111122223333:repository/shop', false]);
    const other = await pushed('--service=web', '--region=us-east-1', '--image=nginx:1', '--push');
    expect(other).toEqual(['arn:aws:ecr:us-east-1:ACCOUNT:repository/REPOSITORY', true]);
  });

  it('is not printed for inputs that are wrong', async () => {
    const { out, errors, exitCode } = await runCommandLine({ args: ['iam', 'deploy', '--log-lines=many'] });
    expect([out, exitCode]).toEqual(['', 1]);
    expect(errors).toContain('--log-lines');
    expect(errors).toContain('ecs-express-deploy register registers it, and ecs-express-deploy run-task runs it');
  });

  it('is for the Region of a folder, whatever the shell says, and ends with how to attach it', async () => {
    const metadata = 'AWS_REGION=eu-west-1\nAWS_ACCOUNT_ID=123456789012\nECS_CLUSTER=prod\nECS_SERVICE=web\n';
    const { out, errors } = await runCommandLine({
      args: ['iam', 'watch', '--directory=live', '--policy'],
      files: { 'live/metadata.env': metadata },
      environment: { AWS_REGION: 'us-east-1' },
    });
    expect(out).toContain('arn:aws:ecs:eu-west-1:123456789012:service/prod/web');
    expect(out).not.toContain('us-east-1');
    expect(errors.trim()).toMatch(/aws iam put-role-policy .* file:\/\/policy\.json`\.$/);
  });

  it('needs no image tag for a folder', async () => {
    const folder = 'examples/folder/order-api/prod';
    const live = Object.fromEntries(
      ['metadata.env', 'task-definition.json', 'service-definition.yaml'].map((name) => [
        `live/${name}`,
        readFileSync(join(import.meta.dirname, '../..', folder, name), 'utf8'),
      ]),
    );
    const printed = async (...more: string[]) =>
      await runCommandLine({ args: ['iam', 'deploy', '--directory=live', ...more], files: live });
    const { out, exitCode } = await printed();
    expect(exitCode).toBe(0);
    expect(out).toBe((await printed('--image-tag=2.0.0')).out);
  });

  it('does not exist for check, which uses no AWS', async () => {
    const { exitCode, errors } = await runCommandLine({ built: true, args: ['iam', 'check'] });
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('check')]);
  });
});

describe('the trust policy for GitHub', () => {
  const GITHUB = ['deploy', ...QUICK_START, '--github=org/repo'];
  const subject = ({ trustPolicy }: Printed): unknown =>
    trustPolicy.Statement[0]?.Condition.StringEquals['token.actions.githubusercontent.com:sub'];

  it('names the main branch if nothing else is said, and tells about repositories that send IDs', async () => {
    const printed = await iam(...GITHUB);
    expect(subject(printed)).toBe('repo:org/repo:ref:refs/heads/main');
    expect(JSON.stringify(printed.trustPolicy)).toContain(`arn:aws:iam::${ACCOUNT}:oidc-provider/`);
    expect(printed.errors).toContain('--owner-id');
  });

  it('has both forms of the subject with the IDs', async () => {
    const printed = await iam(...GITHUB, '--environment=production', '--owner-id=1', '--repository-id=2');
    expect(subject(printed)).toEqual([
      'repo:org/repo:environment:production',
      'repo:org@1/repo@2:environment:production',
    ]);
    expect(printed.errors).not.toContain('--owner-id');
  });

  it('is printed alone with --trust-policy, which needs --github', async () => {
    const { out, errors } = await runCommandLine({ args: ['iam', ...GITHUB, '--trust-policy', '--branch=next'] });
    expect(out).toContain('"repo:org/repo:ref:refs/heads/next"');
    expect(out).not.toContain('ecs:');
    expect(errors).toMatch(/Next: .*aws iam create-role .*trust\.json`\./);
    const without = await runCommandLine({ args: ['iam', 'deploy', '--trust-policy'] });
    expect([without.out, without.exitCode]).toEqual(['', 1]);
  });
});

it('docs/first-deploy.md prints both policies, with every name filled in', () => {
  const root = resolve(import.meta.dirname, '../..');
  const page = readFileSync(join(root, 'docs/first-deploy.md'), 'utf8');
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  const script = blocks.filter((text) => /^export |print_iam/.test(text)).join('\n');
  const offline = script.replaceAll(/^aws .*$/gm, '').replace('ORG/REPO', 'acme/shop');
  const folder = mkdtempSync(join(tmpdir(), 'first-deploy-'));
  try {
    const clone = `git() { ln -s '${root}' ecs-express-deploy; }`;
    execFileSync('bash', ['-euc', `${clone}\n${offline}`], { cwd: folder, stdio: 'pipe' });
    const [policy, trust] = ['policy.json', 'trust.json'].map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(policy).toContain('arn:aws:ecs:us-east-1:111122223333:service/default/shop');
    expect(policy).not.toMatch(/:[A-Z_]+[:/"]/);
    expect(trust).toContain('repo:acme/shop:ref:refs/heads/main');
    for (const text of [policy, trust]) expect(JSON.parse(text ?? '')).toHaveProperty('Statement');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
