import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ciFile, runInCi } from './run-ci.ts';

const CREATES = ['RegisterTaskDefinition', 'CreateService'];

interface GitLab {
  deploy: { script: string[]; variables: Record<string, string>; artifacts: { reports: { dotenv: string } } };
}

describe('each CI system deploys the folder of an environment', () => {
  it('make', async () => {
    const ran = await runInCi('make plan deploy', { Makefile: ciFile('Makefile') });
    expect([ran.exitCode, ran.writes], ran.out).toEqual([0, CREATES]);
    expect(ran.out).toContain('A deploy would create');
  });

  it('make, which says what is missing when the tag is', async () => {
    const ran = await runInCi('make deploy IMAGE_TAG=', { Makefile: ciFile('Makefile') });
    expect([ran.exitCode, ran.writes]).toEqual([2, []]);
    expect(ran.out).toContain('--image-tag: There is no image for container');
  });

  it('make, which fails when the deploy does', async () => {
    const ran = await runInCi('make deploy ENVIRONMENT=prd', { Makefile: ciFile('Makefile') });
    expect([ran.exitCode, ran.writes]).toEqual([2, []]);
    expect(ran.out).toContain('deployment/ecs/order-api/prod');
  });

  it('Jenkins', async () => {
    const [, script = ''] = /sh '''([\s\S]*?)'''/.exec(ciFile('Jenkinsfile')) ?? [];
    // Groovy joins what a backslash at the end of a line parts, and a shell does the same.
    const ran = await runInCi(`${script}\ngrep -c order-api summary.md`);
    expect([ran.exitCode, ran.writes], ran.out).toEqual([0, CREATES]);
  });

  it('GitLab', async () => {
    const { deploy } = parse(ciFile('.gitlab-ci.yml')) as GitLab;
    const variables = Object.entries(deploy.variables).map(([name, value]) => `${name}=${value}`);
    // Without a role to assume, the keys of the environment are used, whatever the token says.
    const script = [...variables, ...deploy.script, `grep ECS_OUTCOME ${deploy.artifacts.reports.dotenv}`].join('\n');
    const ran = await runInCi(script.replaceAll('/tmp/gitlab-token', 'gitlab-token'));
    expect([ran.exitCode, ran.writes], ran.out).toEqual([0, CREATES]);
    expect(ran.out).toContain('ECS_OUTCOME=succeeded');
  });
});
