import { afterEach, describe, expect, it } from 'vitest';
import { addTargetGroup } from '../../emulator/targets.ts';
import { addService } from '../../emulator/services.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import type { World } from '../../emulator/world.ts';
import { answering, type Answering } from './answering.ts';
import { deployedByColleague } from './foreign.ts';
import { play } from './play.ts';

const open: Answering[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function serve(...args: Parameters<typeof answering>): Promise<Answering> {
  const server = await answering(...args);
  open.push(server);
  return server;
}

/** A second service beside `web`. */
function addApi({ home }: World): void {
  registerTaskDefinition(home, { ...webDefinition(home, ecrImage(home, 'web', '1.0.0')), family: 'api' });
  addService(home, {
    cluster: 'prod',
    serviceName: 'api',
    taskDefinition: 'api',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0aaa1111'], securityGroups: ['sg-0ccc3333'] } },
    loadBalancers: [
      { targetGroupArn: addTargetGroup(home, { name: 'api' }).arn, containerName: 'web', containerPort: 8080 },
    ],
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
  });
  home.world.clock.advance(30 * 60_000);
}

const manifest = (more = '') => `defaults:
  cluster: prod
  environment-variables: {RELEASE: "2"}
services:
  api: {wave: 1}
  web:
    wave: 2
${more}`;

const run = (inputs: object, more: Partial<Parameters<typeof play>[0]> = {}) =>
  play({ scenario: 'classic-healthy', change: addApi, ...more, inputs: { manifest: manifest(), ...inputs } });

interface Told {
  outcome: string;
  headline: string;
  systemVerification?: { kind: string; result?: { passed: boolean } }[];
  services: { name: string; outcome: string; taskDefinitionArn: string; returned?: true }[];
}

const reportOf = ({ report }: { report: string }) => JSON.parse(report) as Told;

describe('a system', () => {
  it('is probed once, after the last wave', async () => {
    const server = await serve((_, response) => response.end());
    const played = await run({ 'smoke-test': `${server.url}/checkout` });
    expect(played.exitCode).toBe(0);
    expect(server.asked).toHaveLength(1);
    expect(reportOf(played).systemVerification).toMatchObject([{ kind: 'probe', result: { passed: true } }]);
  });

  it('keeps its services if it fails, and is red', async () => {
    const server = await serve((_, response) => response.writeHead(500).end());
    const played = await run({ 'smoke-test': JSON.stringify({ url: server.url, attempts: 1 }) });
    expect(reportOf(played)).toMatchObject({
      outcome: 'failed',
      services: [{ outcome: 'succeeded' }, { outcome: 'succeeded' }],
    });
    expect(played.writes.filter(({ action }) => action === 'UpdateService')).toHaveLength(2);
    expect(played.log).toMatch(/^::error .*::GET http.* answered 500 instead of 200/m);
  });

  it('is red if someone else deploys one of its services meanwhile', async () => {
    let world: World | undefined;
    const server = await serve((_, response) => {
      if (world !== undefined) deployedByColleague({ secondsAgo: 0 })(world);
      response.end();
    });
    const played = await run({ 'smoke-test': server.url }, { begin: (one) => void (world = one) });
    expect(reportOf(played)).toMatchObject({ outcome: 'superseded' });
    expect(reportOf(played).headline).toMatch(/web:3/);
    expect(played.writes.filter(({ action }) => action === 'UpdateService')).toHaveLength(2);
  });

  it('goes back as a whole with on-failure: rollback-all', async () => {
    const server = await serve((_, response) => response.writeHead(500).end());
    const played = await run({
      'smoke-test': JSON.stringify({ url: server.url, attempts: 1 }),
      'on-failure': 'rollback-all',
    });
    const { outcome, services } = reportOf(played);
    expect(outcome).toBe('rolled-back');
    expect(played.log).toMatch(/^::error .*::GET http.* answered 500 instead of 200/m);
    expect(services).toMatchObject([{ returned: true }, { returned: true }]);
    expect(new Set(services.map(({ taskDefinitionArn }) => taskDefinitionArn.split('/').at(-1)))).toEqual(
      new Set(['api:1', 'web:1']),
    );
  });

  it('rolls the others back if the probe of one service fails', async () => {
    const server = await serve((_, response) => response.writeHead(500).end());
    const probe = `    smoke-test: [{url: "${server.url}/{service}", attempts: 1}]\n`;
    const played = await run({ manifest: manifest(probe), 'on-failure': 'rollback-all' });
    expect(server.asked.map(({ path }) => path)).toEqual(['/web']);
    expect(reportOf(played)).toMatchObject({ outcome: 'rolled-back' });
    expect(reportOf(played).services.map(({ outcome }) => outcome)).toEqual(['rolled-back', 'rolled-back']);
  });

  it('is not probed if a service has failed', async () => {
    const server = await serve((_, response) => response.end());
    const played = await run(
      { 'smoke-test': server.url, 'on-failure': 'continue' },
      { begin: ({ faults }) => void faults.deny.add('ecs:UpdateService') },
    );
    expect(played.exitCode).toBe(1);
    expect(server.asked).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['a placeholder', { 'smoke-test': '{endpoint}/health' }, 'probe-endpoint-unknown'],
    ['a metric', { 'metric-checks': '5xx-rate < 1%' }, 'metric-without-load-balancer'],
    ['an alarm that does not exist', { 'metric-checks': 'alarm gone' }, 'alarm-missing'],
  ])('refuses %s before the first write', async (_, inputs, rule) => {
    const change = (world: World): void => {
      addApi(world);
      world.home.missingAlarms.add('gone');
    };
    const played = await run(inputs, { change });
    expect(played.writes).toEqual([]);
    expect(played.log).toContain(rule);
  });
});
