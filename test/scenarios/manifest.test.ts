import { describe, expect, it } from 'vitest';
import { createCluster } from '../../emulator/clusters.ts';
import { addService, updateService } from '../../emulator/services.ts';
import type { World } from '../../emulator/world.ts';
import { EXAMPLE, play, REGISTRY } from './play.ts';

const GOOD = `${REGISTRY}/web@sha256:${'5d'.repeat(32)}`;
const BAD = `${REGISTRY}/web:broken`;

/** Three more services beside `web`, which all run its revision until now. */
function withSystem({ home, behaviours }: World): void {
  const { networkConfiguration } = home.services[0]?.settings ?? {};
  const settings = { cluster: 'prod', desiredCount: 1, launchType: 'FARGATE', networkConfiguration } as const;
  for (const serviceName of ['api', 'worker', 'billing'])
    addService(home, { ...settings, serviceName, taskDefinition: 'web:1' });
  behaviours.byImage.set(BAD, { kind: 'exits', exitCode: 1, logLines: ['Error: DATABASE_URL is not set'] });
}

const definition = (family: string): string => EXAMPLE.replace('"family": "web"', `"family": "${family}"`);
const FILES = {
  'api.json': definition('api'),
  'worker.json': definition('worker'),
  'billing.json': definition('billing'),
};

const system = (manifest: string, more: Partial<Parameters<typeof play>[0]> = {}) =>
  play({
    scenario: 'classic-healthy',
    change: withSystem,
    files: { ...FILES, 'system.yml': manifest, ...more.files },
    ...more,
    inputs: { manifest: 'system.yml', variables: 'REGION=us-east-1', ...more.inputs },
  });

const outcomes = ({ report }: { report: string }): string[] =>
  (JSON.parse(report) as { services: { name: string; outcome: string }[] }).services.map(
    ({ name, outcome }) => `${name} ${outcome}`,
  );

const WAVES = `defaults:
  cluster: prod
  image: ${GOOD}
services:
  web:
    task-definition: task-definition.json
  api:
    task-definition: api.json
  worker:
    task-definition: worker.json
    wave: 2
  billing:
    task-definition: billing.json
    wave: 7
`;

describe('a manifest', () => {
  it('deploys a system in waves, each after the one before, with one verdict', async () => {
    const played = await system(WAVES);
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(outcomes(played)).toEqual(['web succeeded', 'api succeeded', 'worker succeeded', 'billing succeeded']);
    const registered = played.writes.filter(({ action }) => action === 'RegisterTaskDefinition');
    expect(registered.map(({ params }) => (params as { family: string }).family)).toEqual([
      'web',
      'api',
      'worker',
      'billing',
    ]);
    const updated = played.writes.filter(({ action }) => action === 'UpdateService');
    expect(updated.map(({ params }) => (params as { service: string }).service).slice(2)).toEqual([
      'worker',
      'billing',
    ]);
    const lines = played.log.split('\n');
    const at = (text: RegExp): number => lines.findIndex((line) => text.test(line));
    expect(at(/Wave 2 of 3: worker/)).toBeGreaterThan(at(/api.*deployment: successful/));
    expect(at(/Wave 3 of 3: billing/)).toBeGreaterThan(at(/worker.*deployment: successful/));
    expect(JSON.parse(played.outputs['task-definition'] ?? '')).toMatchObject({
      worker: expect.stringContaining('worker'),
    });
  });

  it('starts no later wave after a failure, and says what was left out', async () => {
    const played = await system(WAVES.replace('api.json', `api.json\n    image: ${BAD}`));
    expect(played.exitCode).toBe(1);
    expect(outcomes(played)).toEqual(['web succeeded', 'api rolled-back', 'worker skipped', 'billing skipped']);
    expect(played.summary).toMatch(/worker[^\n]*keeps web:1/);
    expect(played.summary).toContain('DATABASE_URL');
    expect(JSON.parse(played.report)).toMatchObject({
      headline: expect.stringMatching(/1 of 4 services failed.*worker and billing/),
    });
  });

  it('goes on with on-failure: continue, and is red all the same', async () => {
    const played = await system(WAVES.replace('api.json', `api.json\n    image: ${BAD}`), {
      inputs: { 'on-failure': 'continue' },
    });
    expect(played.exitCode).toBe(1);
    expect(outcomes(played)).toEqual(['web succeeded', 'api rolled-back', 'worker succeeded', 'billing succeeded']);
  });

  it('returns what it deployed with on-failure: rollback-all', async () => {
    const played = await system(WAVES.replace('worker.json', `worker.json\n    image: ${BAD}`), {
      inputs: { 'on-failure': 'rollback-all' },
    });
    expect(played.exitCode).toBe(1);
    expect(outcomes(played)).toEqual(['web rolled-back', 'api rolled-back', 'worker rolled-back', 'billing skipped']);
    const live = played.emulator.world.home.services.map((one) => one.taskDefinition.arn);
    expect(live).toEqual(['web:1', 'web:1', 'web:1', 'web:1'].map((name) => expect.stringContaining(name)));
    expect(played.summary).toMatch(/web was rolled back to web:1, because worker failed/);
    expect(played.summary).toMatch(/\| `web` \|[^\n]* `web:2` → back to `web:1` \|/);
    expect(played.summary).toMatch(/\| `worker` \|[^\n]* `worker:1` → back to `web:1` \|/);
    expect(JSON.parse(played.outputs['previous-task-definition-arn'] ?? '')).toMatchObject({
      web: expect.stringMatching(/web:2$/),
    });
  });

  it('returns also what could only be followed by its id', async () => {
    const played = await system(WAVES.replace('worker.json', `worker.json\n    image: ${BAD}`), {
      inputs: { 'on-failure': 'rollback-all' },
      change: (world) => {
        withSystem(world);
        world.faults.deny.add('ecs:ListServiceDeployments');
      },
    });
    expect(outcomes(played).slice(0, 2)).toEqual(['web rolled-back', 'api rolled-back']);
    const live = played.emulator.world.home.services.map((one) => one.taskDefinition.arn);
    expect(live).toEqual(['web:1', 'web:1', 'web:1', 'web:1'].map((name) => expect.stringContaining(name)));
  });

  it('leaves alone what a colleague has deployed meanwhile', async () => {
    const played = await system(WAVES.replace('api.json', `api.json\n    image: ${BAD}`), {
      inputs: { 'on-failure': 'rollback-all' },
      change: (world) => {
        withSystem(world);
        const run = ({ home }: World): void => {
          const web = home.services.find(({ name }) => name === 'web');
          if (web !== undefined)
            updateService(home, { cluster: 'prod', service: 'web', taskDefinition: 'web:1', forceNewDeployment: true });
        };
        world.faults.afterCall.push({ action: 'ecs:UpdateService', delaySeconds: 10, run: () => run(world) });
      },
    });
    expect(outcomes(played).slice(0, 2)).toEqual(['web superseded', 'api rolled-back']);
    const { services } = JSON.parse(played.report) as { services: { name: string; returned?: true }[] };
    expect(services.flatMap(({ name, returned }) => (returned === true ? [name] : []))).toEqual([]);
  });

  it('registers a definition that several services share once', async () => {
    const manifest = `defaults:\n  cluster: prod\n  image: ${GOOD}\n  task-definition: api.json\nservices:\n  web:\n  api:\n  worker: {desired-count: 2}\n`;
    const played = await system(manifest);
    expect(outcomes(played)).toEqual(['web succeeded', 'api succeeded', 'worker succeeded']);
    expect(played.calls.filter((action) => action === 'RegisterTaskDefinition')).toHaveLength(1);
  });

  it('runs the one-off task of a wave before its services', async () => {
    const manifest = WAVES.replace(
      'wave: 2',
      'wave: 2\n    run-task: true\n    run-task-container-overrides: [{name: web, command: [migrate]}]',
    );
    const played = await system(manifest, {
      change: (world) => {
        withSystem(world);
        world.behaviours.oneOff.set('web', { kind: 'works', exitCode: 0, secondsPerLine: 1, logLines: ['migrated'] });
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    const writes = played.writes.map(
      ({ action, params }) => `${action} ${(params as { service?: string }).service ?? ''}`,
    );
    expect(writes.slice(-3)).toEqual(['RunTask ', 'UpdateService worker', 'UpdateService billing']);
    expect(JSON.parse(played.outputs['run-task-arn'] ?? '')).toHaveLength(1);
  });

  it('skips a wave whose one-off task fails', async () => {
    const manifest = WAVES.replace('wave: 2', `wave: 2\n    run-task: true\n    image: ${BAD}`);
    const played = await system(manifest, {
      change: (world) => {
        withSystem(world);
        world.behaviours.oneOff.set('web', {
          kind: 'exits',
          exitCode: 1,
          logLines: ['Error: DATABASE_URL is not set'],
        });
      },
    });
    expect(played.exitCode).toBe(1);
    expect(outcomes(played)).toEqual(['web succeeded', 'api succeeded', 'worker skipped', 'billing skipped']);
    expect(played.summary).toMatch(/worker was not deployed, because the one-off task of worker failed/);
    expect(played.log).toMatch(/^::error [^\n]*DATABASE_URL/m);
  });

  it('says of tasks that were given up that they timed out', async () => {
    const task = '\n    run-task: true\n    wait-for-minutes: 1';
    const manifest = WAVES.replace('worker.json', `worker.json${task}`)
      .replace('billing.json', `billing.json${task}`)
      .replace('wave: 7', 'wave: 2');
    const change = (world: World): void => {
      withSystem(world);
      world.behaviours.oneOff.set('web', { kind: 'works', exitCode: 0, secondsPerLine: 600, logLines: ['a', 'b'] });
    };
    const alone = await system(manifest, { inputs: { mode: 'run-task' }, change });
    expect(alone.outputs['outcome']).toBe('timed-out');
    expect(JSON.parse(alone.report)).toMatchObject({
      headline: expect.stringMatching(/^2 of 2 one-off tasks timed out\./),
    });
    const before = await system(manifest, { change });
    expect(before.summary).toMatch(/worker was not deployed, because the one-off task of worker and 1 more timed out/);
  });

  it('names three of many services, and leaves the rest to the table', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `s${index + 1}`);
    const manifest = `defaults: {cluster: prod, image: '${GOOD}', task-definition: api.json}\nservices: {${names.join(', ')}}\n`;
    const played = await system(manifest, {
      change: ({ home }) => {
        const { networkConfiguration } = home.services[0]?.settings ?? {};
        for (const serviceName of names)
          addService(home, {
            cluster: 'prod',
            desiredCount: 1,
            launchType: 'FARGATE',
            networkConfiguration,
            serviceName,
            taskDefinition: 'web:1',
          });
      },
    });
    expect(JSON.parse(played.report)).toMatchObject({ headline: 'All 12 services succeeded: s1, s2, s3 and 9 more.' });
    expect(played.summary.match(/^\| `s\d+` \|/gm)).toHaveLength(12);
  });

  it('tells services of one name in two clusters apart, wherever they are named', async () => {
    const manifest = `defaults: {image: '${BAD}', task-definition: task-definition.json}
services:
  web: {cluster: prod}
  jobs-web: {cluster: jobs, service: web, wave: 2}
`;
    const played = await system(manifest, {
      change: (world) => {
        withSystem(world);
        createCluster(world.home, { clusterName: 'jobs' });
        const { networkConfiguration } = world.home.services[0]?.settings ?? {};
        addService(world.home, {
          cluster: 'jobs',
          serviceName: 'web',
          desiredCount: 1,
          launchType: 'FARGATE',
          networkConfiguration,
          taskDefinition: 'web:1',
        });
      },
    });
    expect(played.log).toMatch(/Wave 1 of 2: prod\/web\./);
    expect(played.summary).toMatch(/Not deployed: jobs\/web\./);
  });

  it('starts no further wave once it is cancelled', async () => {
    let isAsked = false;
    const played = await system(WAVES, {
      onLog: (log, kill) => {
        if (isAsked || !log.includes('Deploying web')) return;
        isAsked = true;
        kill('SIGINT');
      },
    });
    expect(played.exitCode).toBe(1);
    expect(played.outputs['outcome']).toBe('cancelled');
    expect(outcomes(played)).toEqual(['web cancelled', 'api cancelled', 'worker skipped', 'billing skipped']);
    expect(played.writes.filter(({ action }) => action === 'UpdateService').length).toBeLessThanOrEqual(2);
  });

  it('is planned and checked as a whole', async () => {
    const planned = await system(WAVES, { inputs: { mode: 'plan' } });
    expect(planned.outputs).toMatchObject({ outcome: 'planned', changes: 'true' });
    expect(planned.writes).toEqual([]);
    expect(planned.summary).toMatch(/\| `web` \| 1 \| 🔎&nbsp;would&nbsp;change \| `web:1` → new revision \|/);
    expect(planned.summary).not.toContain('| Took |');
    const checked = await system(WAVES, { inputs: { mode: 'check' } });
    expect(checked.outputs['outcome']).toBe('checked');
    expect(checked.calls).toEqual([]);
    expect(checked.summary).toContain('billing/web');
    const registered = await system(WAVES, { inputs: { mode: 'register' } });
    expect(registered.outputs['outcome']).toBe('registered');
    expect(registered.calls.filter((action) => action === 'RegisterTaskDefinition')).toHaveLength(4);
  });

  it('runs in mode run-task only the tasks that are asked for', async () => {
    const change = (world: World): void => {
      withSystem(world);
      world.behaviours.oneOff.set('web', { kind: 'works', exitCode: 0, secondsPerLine: 1, logLines: ['migrated'] });
    };
    const manifest = WAVES.replace('wave: 2', 'wave: 2\n    run-task: true');
    const ran = await system(manifest, { inputs: { mode: 'run-task' }, change });
    expect(ran.outputs['outcome']).toBe('succeeded');
    expect(ran.writes.map(({ action }) => action)).toEqual(['RegisterTaskDefinition', 'RunTask']);
    const none = await system(WAVES, { inputs: { mode: 'run-task' }, change });
    expect(none.exitCode).toBe(1);
    expect(none.writes).toEqual([]);
    expect(none.log).toContain('nothing-to-do');
  });

  it.each(['plan', 'register', 'run-task', 'check'] as const)(
    'warns of no key in mode %s that only a deploy needs',
    async (mode) => {
      const manifest = WAVES.replace(
        'cluster: prod',
        'cluster: prod\n  on-pause: return\n  desired-count: 2\n  keep-revisions: 9\n  run-task: true\n  circuit-breaker: on',
      );
      const played = await system(manifest, {
        inputs: { mode },
        change: (world) => {
          withSystem(world);
          world.behaviours.oneOff.set('web', { kind: 'works', exitCode: 0, secondsPerLine: 1, logLines: ['migrated'] });
        },
      });
      const { problems } = JSON.parse(played.report) as { problems: { severity: string; rule: string }[] };
      expect(problems.filter(({ severity }) => severity !== 'advice')).toEqual([]);
      expect(played.exitCode).toBe(0);
    },
  );

  it('waits for what a later wave builds on', async () => {
    const hasty = await system(WAVES.replace('api.json', 'api.json\n    wait-for-service-stability: false'));
    expect(hasty.exitCode).toBe(1);
    expect(hasty.writes).toEqual([]);
    expect(hasty.log).toMatch(/system\.yml:9.*\(manifest-wave\)/);
    const last = await system(WAVES.replace('wave: 7', 'wave: 7\n    wait-for-service-stability: false'));
    expect(outcomes(last).at(-1)).toBe('billing started');
  });

  it('can be rolled back and watched', async () => {
    const watched = await system(WAVES, { inputs: { mode: 'watch' } });
    expect(outcomes(watched)).toHaveLength(4);
  });
});

describe('a mistake in a manifest', () => {
  const mistakes = async (manifest: string, more: Partial<Parameters<typeof play>[0]> = {}) => {
    const played = await system(manifest, more);
    expect(played.exitCode).toBe(1);
    expect(played.writes).toEqual([]);
    const { problems } = JSON.parse(played.report) as {
      problems: {
        rule: string;
        severity: string;
        message: string;
        fix: string;
        origin: { file?: string; line?: number; input?: string };
      }[];
    };
    return problems
      .filter(({ severity }) => severity === 'error')
      .map(
        ({ rule, message, fix, origin }) =>
          `${origin.file ?? origin.input}:${origin.line ?? ''} ${rule} ${message} ${fix}`,
      );
  };

  it.each([
    [
      'an unknown key',
      WAVES.replace('  worker:', '  worker:\n    imgae: x'),
      /^system.yml:10 manifest-key .*"imgae".*Did you mean "image"/,
    ],
    [
      'an unknown service',
      WAVES.replace('worker:', 'wroker:'),
      /^system.yml:10 service-missing .*"wroker".*Did you mean "worker"/,
    ],
    [
      'a service twice',
      WAVES.replace('worker:', 'again:\n    service: api'),
      /^system.yml:10 manifest-services .*"api".*twice/,
    ],
    ['a key twice', WAVES.replace('  worker:', '  api:'), /^system.yml:9 duplicate-key .*api/],
    ['no service', 'defaults:\n  cluster: prod\n', /manifest-services .*no service/],
    ['a wave that is no number', WAVES.replace('wave: 2', 'wave: second'), /^system.yml:11 manifest-wave .*worker/],
    [
      'an input of the step',
      WAVES.replace('wave: 2', 'checks: off'),
      /^system.yml:11 manifest-key .*"checks".*whole step/,
    ],
    [
      'a value of the wrong form',
      WAVES.replace('wave: 2', 'desired-count: two'),
      /^system.yml:11 input-format .*desired-count/,
    ],
    [
      'a mistake in the defaults',
      WAVES.replace('cluster: prod', 'cluster: prod\n  cpu-architecture: arm'),
      /^system.yml:3 input-format .*cpu-architecture/,
    ],
    [
      'an empty value',
      WAVES.replace('wave: 2', 'desired-count:'),
      /^system.yml:11 manifest-key .*"desired-count".*empty/,
    ],
    ['a placeholder without a value', WAVES.replace(GOOD, '${IMAGE}'), /^system.yml:3 unresolved-variable .*IMAGE/],
    ['a bare variable', WAVES.replace(GOOD, '$IMAGE'), /^system.yml:3 unexpanded-variable .*\$IMAGE.*variables/],
    [
      'a file that does not exist',
      WAVES.replace('worker.json', 'wroker.json'),
      /^system.yml:10 file-missing .*wroker\.json.*worker\.json/,
    ],
    ['a Compose file', 'services:\n  web:\n    image: web\n    ports: ["80:80"]\n', /other-document .*Docker Compose/],
    [
      'a top-level key',
      WAVES.replace('services:', 'service:'),
      /^system.yml:5 manifest-key .*"service".*Did you mean "services"/,
    ],
  ])('%s', async (_, manifest, expected) => {
    expect(await mistakes(manifest)).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
  });

  it.each([
    ['a misspelled cluster', WAVES.replace('cluster: prod', 'clster: prod'), /^system.yml:2 manifest-key .*"cluster"/],
    ['an unknown key', WAVES.replace('cluster: prod', 'ecs: prod'), /^system.yml:2 manifest-key .*"ecs"/],
    [
      'a cluster at the top',
      WAVES.replace('defaults:', 'cluster: prod\ndefaults:').replace('  cluster: prod\n', ''),
      /^system.yml:1 manifest-key .*"cluster"/,
    ],
    [
      'a list for the cluster',
      WAVES.replace('cluster: prod', 'cluster: [prod]'),
      /^system.yml:2 input-format .*cluster: prod/,
    ],
    ['a map for the image', WAVES.replace(GOOD, '{a: b}'), /^system.yml:3 input-format .*"image" is a map/],
    [
      'misspelled variables',
      WAVES.replace('cluster: prod', 'cluster: prod\n  vars: {REGION: us-east-1}'),
      /^system.yml:3 manifest-key .*"variables"/,
    ],
    [
      'variables of the wrong form',
      WAVES.replace('cluster: prod', 'cluster: prod\n  variables: [REGION]'),
      /^system.yml:3 input-format .*"variables"/,
    ],
    ['a misspelled section', WAVES.replace('defaults:', 'default:'), /^system.yml:2 manifest-key .*"defaults"/],
    [
      'defaults that are a list',
      WAVES.replace(/defaults:\n(?: .*\n)+/, 'defaults: [prod]\n'),
      /^system.yml:1 manifest-services .*"defaults"/,
    ],
    [
      'an invisible character',
      WAVES.replace('cluster: prod', 'cluster: pr\u200bod'),
      /^system.yml:2 input-format .*U\+200B/,
    ],
    [
      'an invisible character in a name',
      WAVES.replace('worker:', 'work\u200ber:'),
      /^system.yml:10 manifest-key .*U\+200B/,
    ],
    ['service-name', WAVES.replace('wave: 2', 'service-name: x'), /^system.yml:11 manifest-key .*"service-name"/],
    ['preview', WAVES.replace('wave: 2', 'preview: 3'), /^system.yml:11 manifest-key .*"preview"/],
  ])('is all that is told: %s', async (_, manifest, expected) => {
    const variables = manifest.includes('ariables') || manifest.includes('vars') ? 'OTHER=1' : 'REGION=us-east-1';
    expect(await mistakes(manifest, { inputs: { variables } })).toEqual([expect.stringMatching(expected)]);
  });

  it('is told together with those of files, live services and the step itself', async () => {
    const manifest = WAVES.replace('worker.json', 'worker.json\n    capacity-provider-strategy: none=1').replace(
      'wave: 7',
      'wave: -1',
    );
    const found = await mistakes(manifest, {
      inputs: { 'wait-for-minutes': '0' },
      files: {
        ...FILES,
        'api.json': definition('api').replace('"cpu": "256"', '"cpu": "300"'),
        'system.yml': manifest,
      },
    });
    expect(found.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^system\.yml:\d+ manifest-wave/),
        expect.stringMatching(/^api\.json:\d+ /),
        expect.stringMatching(/^wait-for-minutes: input-format/),
      ]),
    );
  });

  it('beside an input that a manifest has inside', async () => {
    const found = await mistakes(WAVES, { inputs: { service: 'web' } });
    expect(found).toEqual([expect.stringMatching(/^service: input-combination .*manifest/)]);
  });
});

describe('the inputs of a manifest', () => {
  it('are those of the service before the defaults before the step, and lists are merged', async () => {
    const manifest = `x-common: &common
  environment-variables: {LEVEL: info, PORT: 8080}
defaults:
  <<: *common
  cluster: prod
  task-definition-family: web
services:
  web:
    image: ${GOOD}
    environment-variables: {LEVEL: debug}
  api:
    task-definition: {family: api, networkMode: awsvpc, requiresCompatibilities: [FARGATE], cpu: "256", memory: "512", executionRoleArn: "arn:aws:iam::111122223333:role/ecsTaskExecutionRole", containerDefinitions: [{name: api, image: '${GOOD}'}]}
`;
    const played = await system(manifest, { inputs: { 'environment-variables': 'TEAM=shop\nLEVEL=error' } });
    const registered = played.writes
      .filter(({ action }) => action === 'RegisterTaskDefinition')
      .map(({ params }) => params as { family: string; containerDefinitions: { environment: object[] }[] });
    const [web, api] = registered;
    expect(web?.family).toBe('web');
    expect(web?.containerDefinitions[0]?.environment).toEqual(
      expect.arrayContaining([
        { name: 'LEVEL', value: 'debug' },
        { name: 'PORT', value: '8080' },
        { name: 'TEAM', value: 'shop' },
      ]),
    );
    expect(api?.family).toBe('api');
    expect(api?.containerDefinitions[0]?.environment).toContainEqual({ name: 'LEVEL', value: 'info' });
  });

  it('have numbers in documents that are written inside, filled in from variables', async () => {
    const manifest = `services:\n  web:\n    cluster: prod\n    service-definition: {desiredCount: "\${COUNT}"}\n`;
    const played = await system(manifest, { inputs: { variables: 'COUNT=3' } });
    expect(played.writes.map(({ params }) => params)).toEqual([expect.objectContaining({ desiredCount: 3 })]);
  });

  it('in the input itself: a mistake inside a document has its line', async () => {
    const manifest = `services:\n  web:\n    cluster: prod\n    task-definition:\n      family: web\n      networkmode: awsvpc\n      containerDefinitions: []\n`;
    const played = await system('', { inputs: { manifest } });
    expect(played.log).toMatch(/line 6 of input manifest: .*\(unknown-field\)/);
  });
});
