import { describe, expect, it } from 'vitest';
import { startGitHub } from '../../emulator/github.ts';
import { play, playInTurn, REGISTRY } from './play.ts';

const SHOP = {
  service: 'shop',
  image: `${REGISTRY}/web@sha256:${'5d'.repeat(32)}`,
  'infrastructure-role-arn': 'arn:aws:iam::123456789012:role/ecsInfrastructureRoleForExpressServices',
  'execution-role-arn': 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
} as const;

const rulesOf = ({ report }: { report: string }): string[] =>
  (JSON.parse(report) as { problems: { rule: string; severity: string }[] }).problems
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);

describe('the preview of a pull request', () => {
  it('is created, updated on the next push, and deleted at the end', async () => {
    const [created, updated, deleted, again] = await playInTurn({ scenario: 'empty' }, [
      { ...SHOP, preview: '17' },
      { ...SHOP, preview: '17', 'environment-variables': 'LEVEL=debug' },
      { mode: 'delete', service: 'shop', preview: '17' },
      { mode: 'delete', service: 'shop', preview: '17' },
    ]);
    expect(created?.outputs).toMatchObject({ outcome: 'succeeded', endpoint: expect.stringMatching(/^https:/) });
    expect(created?.writes[0]).toMatchObject({
      action: 'CreateExpressGatewayService',
      params: { serviceName: 'shop-pr-17', tags: [{ key: 'deploy:preview', value: '17' }] },
    });
    expect(updated?.outputs['outcome']).toBe('succeeded');
    expect(updated?.writes.map(({ action }) => action)).toEqual(['UpdateExpressGatewayService']);
    expect(deleted?.outputs['outcome']).toBe('deleted');
    expect(again?.outputs['outcome']).toBe('unchanged');
    expect(again?.exitCode).toBe(0);
  });

  it('is not there where it is left out, for which the runner passes "none"', async () => {
    const planned = await play({ scenario: 'empty', inputs: { ...SHOP, preview: 'none', mode: 'plan' } });
    expect(planned.outputs['outcome']).toBe('planned');
    expect(planned.summary).not.toContain('shop-pr-');
  });

  it('is planned under its own name', async () => {
    const planned = await play({ scenario: 'empty', inputs: { ...SHOP, preview: '17', mode: 'plan' } });
    expect(planned.summary).toContain('shop-pr-17');
    expect(planned.writes).toEqual([]);
  });

  it('is no service that has its name by chance', async () => {
    const steps = [
      { ...SHOP, service: 'shop-pr-17' },
      { ...SHOP, preview: '17', 'environment-variables': 'LEVEL=debug' },
      { mode: 'delete', service: 'shop', preview: '17' },
    ];
    const [, updated, deleted] = await playInTurn({ scenario: 'empty' }, steps);
    for (const played of [updated, deleted]) {
      expect(played?.exitCode).toBe(1);
      expect(played && rulesOf(played)).toEqual(['not-a-preview']);
      expect(played?.writes).toEqual([]);
    }
  });

  it.each([
    ['no number', { preview: 'abc' }, 'input-format'],
    ['number 0', { preview: '0' }, 'input-format'],
    ['a number that came out empty', { preview: '' }, 'input-format'],
    ['a deploy of what is closed', { preview: 'closed' }, 'input-combination'],
    ['several services', { preview: '17', service: 'shop,web' }, 'input-combination'],
    ['a classic service', { preview: '17', 'service-type': 'classic' }, 'input-combination'],
  ])('is refused for %s', async (_, given, rule) => {
    const played = await play({ scenario: 'empty', inputs: { ...SHOP, ...given } });
    expect(played.exitCode).toBe(1);
    expect(rulesOf(played)).toEqual([rule]);
    expect(played.calls).toEqual([]);
  });
});

describe('a preview beside what names services itself', () => {
  it.each([
    ['a manifest', { manifest: 'services:\n  web: {cluster: prod}\n', preview: '17' }],
    ['a manifest that has it inside', { manifest: 'services:\n  web: {cluster: prod, preview: 17}\n' }],
  ])('is refused for %s, in every mode', async (_, given) => {
    for (const mode of ['deploy', 'delete']) {
      const played = await play({ scenario: 'classic-healthy', inputs: { mode, ...given } });
      expect(played.exitCode).toBe(1);
      expect(played.writes).toEqual([]);
    }
  });

  it.each(['rollback', 'watch', 'stop', 'continue'])(
    'is refused in mode %s, which would take the service itself',
    async (mode) => {
      const played = await play({
        scenario: 'classic-healthy',
        inputs: { mode, service: 'web', cluster: 'prod', preview: '17' },
      });
      expect(rulesOf(played)).toContain('input-combination');
      expect(played.writes).toEqual([]);
    },
  );

  it('with a typo is told as a typo, and nothing else', async () => {
    const inputs = { mode: 'delete', service: 'web', cluster: 'prod', preview: '017' };
    expect(rulesOf(await play({ scenario: 'classic-healthy', inputs }))).toEqual(['input-format']);
  });

  it('is the preview of the service of a folder, and never that service itself', async () => {
    const files = { 'folder/metadata.env': 'ECS_CLUSTER=prod\nECS_SERVICE=web\n' };
    const planned = await play({
      scenario: 'classic-healthy',
      files,
      inputs: { ...SHOP, service: '', directory: 'folder', preview: '17', mode: 'plan' },
    });
    expect(planned.summary).toContain('web-pr-17');
    const deleted = await play({
      scenario: 'classic-healthy',
      files,
      inputs: { mode: 'delete', directory: 'folder', preview: '17' },
    });
    expect(deleted.outputs['outcome']).toBe('unchanged');
    expect(deleted.writes).toEqual([]);
  });
});

describe('previews of closed pull requests', () => {
  it('are deleted, others stay', async () => {
    const github = await startGitHub({ issues: new Set([17, 18]), closed: new Set([17]) });
    try {
      const [, , , swept] = await playInTurn(
        {
          scenario: 'empty',
          environment: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/shop' },
        },
        [
          { ...SHOP, preview: '17' },
          { ...SHOP, preview: '18' },
          { ...SHOP, preview: '19' },
          { mode: 'delete', service: 'shop', preview: 'closed', 'github-token': 'ghs_example' },
        ],
      );
      expect(swept?.outputs['outcome']).toBe('deleted');
      const deleted = swept?.writes.map(({ params }) => JSON.stringify(params)) ?? [];
      expect(deleted).toEqual([expect.stringContaining('shop-pr-17')]);
      expect(swept?.log).toMatch(/pull request 19 cannot be read, so the preview shop-pr-19 stays/);
    } finally {
      await github.close();
    }
  });

  it('are none: nothing to do', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { mode: 'delete', service: 'web', cluster: 'prod', preview: 'closed' },
    });
    expect(played.outputs['outcome']).toBe('unchanged');
    expect(played.exitCode).toBe(0);
  });
});
