import { describe, expect, it } from 'vitest';
import { addCluster } from '../../emulator/clusters.ts';
import { addService, updateService } from '../../emulator/services.ts';
import { play, QUICK_START } from './play.ts';

const ARN = 'arn:aws:ecs:us-east-1:123456789012:service/prod/web';

describe('a service by its ARN', () => {
  it.each([
    ['of another account', { service: ARN.replace('123456789012', '999999999999') }],
    ['of another partition', { service: ARN.replace('arn:aws:', 'arn:aws-cn:') }],
    ['in the cluster of another account', { cluster: 'arn:aws:ecs:us-east-1:999999999999:cluster/prod' }],
    ['of another account, to roll back', { mode: 'rollback', service: ARN.replace('123456789012', '999999999999') }],
  ])('%s is refused', async (_, inputs) => {
    const base = 'mode' in inputs ? { cluster: 'prod' } : QUICK_START;
    const played = await play({ scenario: 'classic-healthy', inputs: { ...base, ...inputs } });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toMatch(
      / is in account (?:9{12}|\d{12} \(partition aws-cn\)), but the credentials are for account 123456789012/,
    );
    expect(played.writes).toEqual([]);
  });

  it('and by its name again counts once', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, service: `web, ${ARN}`, 'force-new-deployment': 'true' },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes.map(({ action }) => action)).toEqual(['RegisterTaskDefinition', 'UpdateService']);
  });
});

describe('two services with one name', () => {
  it('are distinguished by cluster in log, annotations and summary', async () => {
    const service = `${ARN}, ${ARN.replace('/prod/', '/staging/')}`;
    const { cluster: _, ...inputs } = QUICK_START;
    const played = await play({
      scenario: 'classic-breaker',
      inputs: { ...inputs, service },
      change: ({ home, clock }) => {
        addCluster(home, 'staging');
        const [web] = home.services;
        addService(home, {
          cluster: 'staging',
          serviceName: 'web',
          taskDefinition: 'web',
          desiredCount: 1,
          networkConfiguration: web?.settings.networkConfiguration,
          deploymentConfiguration: web?.settings.deploymentConfiguration,
        });
        clock.advance(600_000);
      },
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
    const lines = played.log.match(/^\d\d:\d\d:\d\d {2}.*$/gmu) ?? [];
    const ofServices = lines.filter((line) => !/Registered|has one task/u.test(line));
    expect(ofServices.length).toBeGreaterThan(10);
    expect(ofServices.filter((line) => !/^\S+ {2}(?:prod|staging)\/web {2}/u.test(line))).toEqual([]);
    expect(played.log).toMatch(/2 of 2 services failed\. prod\/web: web was rolled back.* staging\/web: web was/);
    for (const cluster of ['prod', 'staging']) {
      expect(played.summary).toContain(`| \`${cluster}/web\` |`);
      expect(played.summary).toContain(`<b>${cluster}/web</b>`);
    }
  });
});

describe('a name that is empty', () => {
  it.each([',', ' , ', '[]', '[" "]'])('in the input service (%s) is an error', async (service) => {
    const played = await play({ scenario: 'classic-healthy', inputs: { ...QUICK_START, service } });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('contains no name');
    expect(played.writes).toEqual([]);
  });
});

it('names the missing revision, and the input that requests it', async () => {
  const played = await play({
    scenario: 'classic-healthy',
    inputs: { service: 'web', cluster: 'prod', 'task-definition-family': 'web', 'task-definition-revision': '99' },
  });
  expect(played.log).toContain(
    'input task-definition-family: The task definition "web:99" does not exist in Region us-east-1',
  );
});

describe('a service that is short of tasks', () => {
  it('is unchanged, which does not mean that all is well', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { service: 'web', cluster: 'prod', 'task-definition-family': 'web' },
      change: ({ home, behaviours }) => {
        behaviours.fallback = { kind: 'no-capacity' };
        behaviours.byImage.clear();
        updateService(home, { cluster: 'prod', service: 'web', desiredCount: 3 });
      },
    });
    expect(played.outputs['outcome']).toBe('unchanged');
    expect(played.exitCode).toBe(0);
    expect(played.log).toMatch(/^::warning title=web::Only 2 of 3 tasks of web are running/m);
    expect(played.summary).toContain('Only 2 of 3 tasks of web are running (0 pending), and nothing was deployed');
  });
});

describe('a service without tasks', () => {
  it('is not reported as running what nobody tried, and is followed when it gets tasks', async () => {
    const played = await play({ scenario: 'classic-breaker', inputs: { ...QUICK_START, 'desired-count': '0' } });
    expect(played.log).toContain('web is set to web:2 but scaled to 0 tasks, so nothing was started or tested');
  });

  it('is redeployed when it gets tasks, so that their start is followed', async () => {
    const played = await play({
      scenario: 'classic-breaker',
      inputs: { service: 'web', cluster: 'prod', 'desired-count': '2' },
      change: ({ home, clock }) => {
        updateService(home, { cluster: 'prod', service: 'web', desiredCount: 0 });
        clock.advance(600_000);
      },
    });
    expect(played.writes).toMatchObject([
      { action: 'UpdateService', params: { desiredCount: 2, forceNewDeployment: true } },
    ]);
    expect(played.outputs['outcome']).toBe('succeeded');
  });
});
