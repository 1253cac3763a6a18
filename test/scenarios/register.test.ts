import { describe, expect, it } from 'vitest';
import { addService } from '../../emulator/services.ts';
import type { World } from '../../emulator/world.ts';
import { EXAMPLE, play, playInTurn, QUICK_START } from './play.ts';

const { service: _, cluster: __, ...TEMPLATE } = QUICK_START;
const REGISTER = { mode: 'register', ...TEMPLATE } as const;
const calls = ({ writes }: { writes: { action: string }[] }): string[] => writes.map(({ action }) => action);

interface Told {
  headline: string;
  registeredTaskDefinitionArns: string[];
  unchangedTaskDefinitionArns?: string[];
  services: { name: string; cluster: string; outcome: string; taskDefinitionArn?: string }[];
}
const told = ({ report }: { report: string }): Told => JSON.parse(report) as Told;
const services = (played: { report: string }): string[] =>
  told(played).services.map(
    ({ name, cluster, outcome, taskDefinitionArn = '' }) =>
      `${cluster}/${name} ${outcome} ${taskDefinitionArn.split('/').at(-1)}`,
  );

const SYSTEM = `defaults: {cluster: prod, image: ${TEMPLATE.image}}
services:
  web: {task-definition: task-definition.json}
  api: {task-definition: api.json, run-task: true, wave: 2}
  worker: {task-definition: api.json, run-task: true, wave: 3}
`;
const FILES = { 'system.yml': SYSTEM, 'api.json': EXAMPLE.replace('"family": "web"', '"family": "api"') };
const system = { manifest: 'system.yml', variables: 'REGION=us-east-1' };

function withSystem({ home, behaviours }: World): void {
  const { networkConfiguration } = home.services[0]?.settings ?? {};
  const settings = { cluster: 'prod', desiredCount: 1, launchType: 'FARGATE', networkConfiguration } as const;
  for (const serviceName of ['api', 'worker']) addService(home, { ...settings, serviceName, taskDefinition: 'web:1' });
  behaviours.oneOff.set('web', { kind: 'works', exitCode: 0, secondsPerLine: 1, logLines: ['migrated'] });
}

describe('a registration', () => {
  it('of what is the newest revision already registers nothing', async () => {
    const [first, second] = await playInTurn({ scenario: 'classic-healthy' }, [REGISTER, REGISTER]);
    expect(first?.outputs).toMatchObject({ outcome: 'registered', changes: 'true' });
    expect(second?.exitCode).toBe(0);
    expect(second?.writes).toEqual([]);
    expect(second?.outputs).toMatchObject({
      outcome: 'unchanged',
      changes: 'false',
      'task-definition-arn': first?.outputs['task-definition-arn'],
    });
    expect(told(second ?? { report: '' })).toMatchObject({
      headline: expect.stringContaining('web:2'),
      registeredTaskDefinitionArns: [],
      unchangedTaskDefinitionArns: [expect.stringMatching(/web:2$/)],
    });
  });

  it('of a definition that differs registers it', async () => {
    const [, second] = await playInTurn({ scenario: 'classic-healthy' }, [
      REGISTER,
      { ...REGISTER, cpu: '512', memory: '1024' },
    ]);
    expect(second?.outputs).toMatchObject({
      outcome: 'registered',
      'task-definition-arn': expect.stringMatching(/web:3$/),
    });
  });

  it('registers where the family may not be read', async () => {
    const [, second] = await playInTurn(
      { scenario: 'classic-healthy', change: ({ faults }) => void faults.deny.add('ecs:DescribeTaskDefinition') },
      [REGISTER, REGISTER],
    );
    expect(second?.outputs['outcome']).toBe('registered');
  });

  it('touches no service, not even one that does not exist, and reports what it registered for it', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...REGISTER, service: 'new', cluster: 'prod' },
    });
    expect(played.outputs['outcome']).toBe('registered');
    expect(played.calls).not.toContain('DescribeServices');
    expect(services(played)).toEqual(['prod/new registered web:2']);
  });

  it('of a manifest reports each service, registered or not', async () => {
    const steps = [
      { ...system, mode: 'register' },
      { ...system, mode: 'register', cpu: '512', memory: '1024' },
      { ...system, mode: 'register', cpu: '512', memory: '1024' },
    ];
    const [first, second, third] = await playInTurn(
      { scenario: 'classic-healthy', files: FILES, change: withSystem },
      steps,
    );
    expect(services(first ?? { report: '' })).toEqual([
      'prod/web registered web:2',
      'prod/api registered api:1',
      'prod/worker registered api:1',
    ]);
    expect(services(second ?? { report: '' })).toEqual([
      'prod/web registered web:3',
      'prod/api registered api:2',
      'prod/worker registered api:2',
    ]);
    expect(calls(third ?? { writes: [] })).toEqual([]);
    expect(third?.outputs['outcome']).toBe('unchanged');
    expect(JSON.parse(third?.outputs['task-definition-arn'] ?? '')).toMatchObject({
      api: expect.stringMatching(/api:2$/),
    });
  });
});

describe('mode run-task', () => {
  it('reports the services that the tasks were for', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      files: FILES,
      change: withSystem,
      inputs: { ...system, mode: 'run-task' },
    });
    expect(played.exitCode, played.log).toBe(0);
    expect(services(played)).toEqual(['prod/api succeeded api:1', 'prod/worker succeeded api:1']);
  });

  it('says for which services of later waves no task ran', async () => {
    const change = (world: World): void => {
      withSystem(world);
      world.behaviours.oneOff.set('web', { kind: 'exits', exitCode: 1, logLines: ['Error: no database'] });
    };
    const played = await play({
      scenario: 'classic-healthy',
      files: FILES,
      change,
      inputs: { ...system, mode: 'run-task' },
    });
    expect(played.exitCode).toBe(1);
    expect(services(played)).toEqual(['prod/api failed api:1', expect.stringMatching(/^prod\/worker skipped/)]);
    expect(told(played).headline).toMatch(/Not run for worker\.$/);
  });
});

it('mode plan without a service says what was rendered, and that nothing would be deployed', async () => {
  const played = await play({ scenario: 'classic-healthy', inputs: { ...TEMPLATE, mode: 'plan' } });
  expect(played.outputs).toMatchObject({ outcome: 'planned', 'task-definition': expect.stringContaining('web') });
  expect(played.log).toMatch(/Rendered web with web@5d5d5d5d5d5d: no service is named/);
  expect(played.calls).not.toContain('RegisterTaskDefinition');
});
