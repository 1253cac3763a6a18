import { describe, expect, it } from 'vitest';
import { runLifecyclePolicy } from '../../emulator/lifecycle.ts';
import { knownTags } from '../../emulator/repositories.ts';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { addService } from '../../emulator/services.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { RepositoryRecord, World } from '../../emulator/world.ts';
import { deployedByColleague, WEB } from './foreign.ts';
import { play, playInTurn, type Played } from './play.ts';
import { deploySecond, deploySecondImage, deploySecondWithCodeDeploy } from './rollback-history.ts';

const REPOSITORY = '123456789012.dkr.ecr.us-east-1.amazonaws.com/web';
const LIVE = 'protected.live.us-east-1.prod.web.web';
const PREVIOUS = 'protected.previous.us-east-1.prod.web.web';
const POLICY = {
  rules: [
    {
      rulePriority: 1,
      description: 'Keep one image',
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 },
      action: { type: 'expire' },
    },
  ],
};

const deployOf = (tag: string, more: object = {}) => ({
  ...WEB,
  image: `${REPOSITORY}:${tag}`,
  'protect-images': 'true',
  ...more,
});

const inRepository =
  (record: RepositoryRecord) =>
  ({ home }: World): void =>
    void home.repositories.set(REPOSITORY, record);

/** The tag that each protecting tag stands beside. */
function protectedBy({ emulator }: Pick<Played, 'emulator'>): Record<string, string[]> {
  const tags = [...knownTags(emulator.world.home, REPOSITORY)];
  const own = tags.filter(([tag]) => tag.startsWith('protected.'));
  return Object.fromEntries(
    own.map(([tag, digest]) => [
      tag,
      tags.flatMap(([name, other]) => (other === digest && !name.startsWith('protected.') ? [name] : [])),
    ]),
  );
}

interface JsonImages {
  outcome: string;
  problems: { rule: string; severity: string; message: string; fix: string }[];
  protectedImages?: {
    service: string;
    images: { role: string; taskDefinitionArn?: string; state: string; digest?: string; tag?: string; note?: string }[];
    removedTags: string[];
    notes: string[];
  }[];
}

const reportOf = ({ report }: Played): JsonImages => JSON.parse(report) as JsonImages;
const statesOf = (played: Played): string[] =>
  (reportOf(played).protectedImages ?? []).flatMap(({ images }) =>
    images.map(
      ({ role, taskDefinitionArn = 'new', state }) => `${role} ${taskDefinitionArn.split('/').at(-1)} ${state}`,
    ),
  );
const writesToEcr = ({ calls }: Played): string[] =>
  calls.filter((call) => call === 'PutImage' || call === 'BatchDeleteImage');

describe('protect-images', () => {
  it('tags the live image and the one to go back to, moves the tags, and says so', async () => {
    const [first, second, third] = await playInTurn({ scenario: 'classic-healthy' }, [
      deployOf('2.0.0'),
      deployOf('3.0.0'),
      deployOf('3.0.0'),
    ]);
    if (first === undefined || second === undefined || third === undefined) throw new Error('nothing was played');
    expect(statesOf(first)).toEqual(['previous web:1 protected', 'live web:2 protected']);
    expect(statesOf(second)).toEqual(['previous web:2 protected', 'live web:3 protected']);
    expect(protectedBy(second)).toEqual({ [PREVIOUS]: ['2.0.0'], [LIVE]: ['3.0.0'] });
    const [entry] = reportOf(second).protectedImages?.[0]?.images ?? [];
    expect(entry).toMatchObject({ tag: PREVIOUS, digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    expect(second.summary).toMatch(/Protected images/);
    expect(second.summary).toContain(LIVE);
    expect(second.log).toContain(PREVIOUS);
    expect([first, second].flatMap(({ log }) => log.match(/::(?:warning|error)/g) ?? [])).toEqual([]);
    expect([third.outputs['outcome'], writesToEcr(third)]).toEqual(['unchanged', []]);
    expect(statesOf(third)).toEqual(['previous web:2 protected', 'live web:3 protected']);
  });

  it('makes a rollback possible after the lifecycle policy ran', async () => {
    const keep = {
      rulePriority: 1,
      selection: {
        tagStatus: 'tagged',
        tagPatternList: ['protected.*'],
        countType: 'imageCountMoreThan',
        countNumber: 1000,
      },
      action: { type: 'expire' },
    };
    const lifecyclePolicy = { rules: [keep, ...POLICY.rules.map((rule) => ({ ...rule, rulePriority: 2 }))] };
    const deployAndReturn = async (more: object): Promise<Played> => {
      const [deployed, returned] = await playInTurn(
        {
          scenario: 'classic-healthy',
          change: inRepository({ lifecyclePolicy }),
          between: ({ home, clock }) => {
            home.images.set(`${REPOSITORY}:3.0.0`, { pushedAt: clock.date() });
            clock.advance(24 * 3_600_000);
            runLifecyclePolicy(home, REPOSITORY);
          },
        },
        [deployOf('2.0.0', more), { ...WEB, mode: 'rollback' }],
      );
      expect(deployed?.outputs['outcome']).toBe('succeeded');
      if (returned === undefined) throw new Error('nothing was played');
      return returned;
    };
    const kept = await deployAndReturn({});
    expect([kept.outputs['outcome'], kept.outputs['task-definition-arn']]).toEqual([
      'succeeded',
      expect.stringMatching(/web:1$/),
    ]);
    const lost = await deployAndReturn({ 'protect-images': 'false' });
    expect(lost.outputs['outcome']).toBe('failed');
    expect(reportOf(lost).problems.map(({ rule }) => rule)).toContain('image-missing');
  });

  it('says which rule of the policy can still expire the image, and which rule to add', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: deployOf('2.0.0', { checks: 'strict' }),
      change: inRepository({ lifecyclePolicy: POLICY }),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    const advice = reportOf(played).problems.filter(({ rule }) => rule === 'image-may-expire');
    expect(advice).toHaveLength(1);
    expect(advice[0]?.severity).toBe('advice');
    expect(advice[0]?.message).toMatch(/rule 1 .*"web".*"Keep one image".*newest 1/);
    expect(statesOf(played)).toEqual(['previous web:1 tagged', 'live web:2 tagged']);
    expect(advice[0]?.fix).toContain('"tagPatternList":["protected.*"]');
    expect(played.log).not.toContain('::warning');
    expect(played.summary).toContain('protected.*');
  });

  it('gives each image its own tag where tags cannot be moved, and removes the old ones', async () => {
    const steps = await playInTurn(
      { scenario: 'classic-healthy', change: inRepository({ tagMutability: 'IMMUTABLE' }) },
      [deployOf('2.0.0'), deployOf('3.0.0'), deployOf('4.0.0')],
    );
    const [, , last] = steps;
    if (last === undefined) throw new Error('nothing was played');
    const tags = protectedBy(last);
    expect(Object.values(tags).flat()).toEqual(['3.0.0', '4.0.0']);
    expect(Object.keys(tags).every((tag) => /\.[0-9a-f]{12}$/.test(tag))).toBe(true);
    expect(reportOf(last).protectedImages?.[0]?.removedTags).toHaveLength(2);
    expect([...knownTags(last.emulator.world.home, REPOSITORY).keys()]).toEqual(
      expect.arrayContaining(['1.0.0', '2.0.0', '3.0.0', '4.0.0']),
    );
  });

  it('never removes the last tag of an image', async () => {
    const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
    const byDigest = (letter: string) => ({ ...deployOf(''), image: `${REPOSITORY}@${digest(letter)}` });
    const steps = await playInTurn(
      { scenario: 'classic-healthy', change: inRepository({ tagMutability: 'IMMUTABLE' }) },
      ['a', 'b', 'c', 'd'].map(byDigest),
    );
    const [, , , last] = steps;
    if (last === undefined) throw new Error('nothing was played');
    const [result] = reportOf(last).protectedImages ?? [];
    expect(result?.notes.join(' ')).toContain(`2 old tags stay, such as ${PREVIOUS}.${'a'.repeat(12)}`);
    const digests = [...knownTags(last.emulator.world.home, REPOSITORY).values()];
    expect(digests).toEqual(expect.arrayContaining(['b', 'c', 'd'].map(digest)));
  });

  it('keeps the image that ran if its tag has moved since', async () => {
    const MOVED = `sha256:${'e'.repeat(64)}`;
    const [first, second] = await playInTurn(
      {
        scenario: 'classic-healthy',
        between: ({ home }) => void home.images.set(`${REPOSITORY}:2.0.0`, { digest: MOVED }),
      },
      [deployOf('2.0.0'), deployOf('3.0.0')],
    );
    if (first === undefined || second === undefined) throw new Error('nothing was played');
    const ran = reportOf(first).protectedImages?.[0]?.images.find(({ role }) => role === 'live')?.digest;
    const previous = reportOf(second).protectedImages?.[0]?.images.find(({ role }) => role === 'previous');
    expect(ran).not.toBe(MOVED);
    expect(previous).toMatchObject({ state: 'protected', digest: ran, note: expect.stringContaining('tag 2.0.0') });
  });

  it('says what it cannot protect', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...deployOf(''), image: `111122223333.dkr.ecr.us-east-1.amazonaws.com/web:9.9.9` },
      change: ({ home }) => {
        const digest = knownTags(home, REPOSITORY).get('1.0.0') ?? '';
        for (const name of [':1.0.0', `@${digest}`]) home.images.set(`${REPOSITORY}${name}`, { missing: true });
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(statesOf(played)).toEqual(['previous web:1 not-protected', 'live web:2 not-protected']);
    const notes = reportOf(played).protectedImages?.[0]?.images.map(({ note = '' }) => note) ?? [];
    expect(notes[0]).toContain('ECR does not have it');
    expect(notes[1]).toContain('111122223333');
    expect(writesToEcr(played)).toEqual([]);
  });

  it.each(['ecr:PutImage', 'ecr:DescribeRepositories', 'ecr:BatchGetImage'])(
    'is green without %s, with one warning that has the statement',
    async (action) => {
      const played = await play({
        scenario: 'classic-healthy',
        inputs: deployOf('2.0.0'),
        change: ({ faults }) => void faults.deny.add(action),
      });
      expect(played.outputs['outcome']).toBe('succeeded');
      expect(played.log.match(/::warning/g)).toHaveLength(1);
      expect(played.log).toContain(`"Action":["${action}"]`);
      expect(statesOf(played).every((state) => state.endsWith('not-protected'))).toBe(true);
    },
  );

  it.each(['ecr:GetLifecyclePolicy', 'ecr:ListImages'])('tags without %s too', async (action) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: deployOf('2.0.0'),
      change: ({ faults }) => void faults.deny.add(action),
    });
    expect(protectedBy(played)).toEqual({ [PREVIOUS]: ['1.0.0'], [LIVE]: ['2.0.0'] });
    expect(played.log.match(/::warning/g)).toHaveLength(1);
    expect(played.log).toContain(`"Action":["${action}"]`);
    const state = action === 'ecr:ListImages' ? 'protected' : 'tagged';
    expect(statesOf(played)).toEqual([`previous web:1 ${state}`, `live web:2 ${state}`]);
  });

  it('leaves old tags without ecr:BatchDeleteImage', async () => {
    const [, second] = await playInTurn(
      {
        scenario: 'classic-healthy',
        change: (world) => {
          inRepository({ tagMutability: 'IMMUTABLE' })(world);
          world.faults.deny.add('ecr:BatchDeleteImage');
        },
      },
      [deployOf('2.0.0'), deployOf('3.0.0')],
    );
    if (second === undefined) throw new Error('nothing was played');
    expect(statesOf(second)).toEqual(['previous web:2 protected', 'live web:3 protected']);
    expect(reportOf(second).protectedImages?.[0]?.notes.join(' ')).toContain('ecr:BatchDeleteImage');
    expect(second.log.match(/::warning/g)).toHaveLength(1);
  });

  it.each(['before', 'after'] as const)('ends in time if ECR never answers, %s it acted', async (when) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: deployOf('2.0.0', { 'wait-for-minutes': '5' }),
      change: ({ faults }) => void faults.hang.set('ecr:PutImage', when),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.seconds).toBeLessThan(5 * 60 + 30);
    const [previous, live] = statesOf(played);
    expect(previous).toBe(`previous web:1 ${when === 'after' ? 'protected' : 'not-protected'}`);
    expect(live).toBe('live web:2 not-protected');
  });

  it('tags every container, and leaves out images of other registries', async () => {
    const sidecar = (image: string): string =>
      JSON.stringify({
        family: 'web',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
        containerDefinitions: [
          { name: 'web', image: `${REPOSITORY}:2.0.0`, portMappings: [{ containerPort: 8080 }] },
          { name: 'proxy', image, essential: false },
          { name: 'agent', image: 'public.ecr.aws/datadog/agent:7', essential: false },
        ],
      });
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'task-definition': 'two.json', 'protect-images': 'true' },
      files: { 'two.json': sidecar(`${REPOSITORY}:proxy-1`) },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(protectedBy(played)).toEqual({
      [PREVIOUS]: ['1.0.0'],
      [LIVE]: ['2.0.0'],
      [LIVE.replace(/web$/, 'proxy')]: ['proxy-1'],
    });
    const agent = reportOf(played).protectedImages?.[0]?.images.find(({ state }) => state === 'not-protected');
    expect(agent?.note).toContain('Amazon ECR');
  });

  it.each(['ecs:ListServiceDeployments', 'ecs:DescribeServiceRevisions'])(
    'takes no tag for an old one without %s',
    async (action) => {
      const old = PREVIOUS.replace(/web$/, 'proxy');
      const played = await play({
        scenario: 'classic-healthy',
        inputs: deployOf('2.0.0'),
        change: ({ home, faults }) => {
          home.images.set(`${REPOSITORY}:${old}`, { digest: knownTags(home, REPOSITORY).get('1.0.0') ?? '' });
          faults.deny.add(action);
        },
      });
      expect(protectedBy(played)).toEqual({ [PREVIOUS]: ['1.0.0'], [old]: ['1.0.0'], [LIVE]: ['2.0.0'] });
    },
  );

  it('removes the tag of a container that is gone', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: deployOf('2.0.0'),
      change: ({ home }) => {
        const digest = knownTags(home, REPOSITORY).get('1.0.0') ?? '';
        home.images.set(`${REPOSITORY}:${LIVE.replace(/web$/, 'proxy')}`, { digest });
        home.images.set(`${REPOSITORY}:${LIVE.replace('.prod.', '.stage.')}`, { digest });
      },
    });
    expect(reportOf(played).protectedImages?.[0]?.removedTags).toEqual([LIVE.replace(/web$/, 'proxy')]);
    expect(Object.keys(protectedBy(played))).toContain(LIVE.replace('.prod.', '.stage.'));
  });

  it('protects what runs again after a deployment in flight was rolled back', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, mode: 'rollback', 'protect-images': 'true' },
      begin: deployedByColleague(),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(statesOf(played)).toEqual(['live web:1 protected']);
    expect(protectedBy(played)).toEqual({ [LIVE]: ['1.0.0'] });
  });

  it('writes nothing to ECR if the deployment does not succeed', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: deployOf('2.0.0'),
      change: ({ behaviours }) => void (behaviours.fallback = { kind: 'exits', exitCode: 1 }),
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect([writesToEcr(played), reportOf(played).protectedImages]).toEqual([[], []]);
  });

  it('shows in a plan what it would tag', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: deployOf('2.0.0', { mode: 'plan' }),
      change: inRepository({ lifecyclePolicy: POLICY }),
    });
    expect(statesOf(played)).toEqual(['previous web:1 to-protect', 'live new to-protect']);
    expect(reportOf(played).problems.map(({ rule }) => rule)).toContain('image-may-expire');
    expect([played.outputs['outcome'], writesToEcr(played)]).toEqual(['planned', []]);
    expect(played.summary).toContain(LIVE);
  });

  it('after a rollback, the tags say what is live and what a rollback would undo', async () => {
    const inputs = { ...WEB, mode: 'rollback', 'protect-images': 'true' };
    const played = await play({ scenario: 'classic-healthy', inputs, change: deploySecond });
    expect(statesOf(played)).toEqual(['previous web:2 protected', 'live web:1 protected']);
    expect(protectedBy(played)).toEqual({ [PREVIOUS]: ['2.0.0'], [LIVE]: ['1.0.0'] });
    const planned = await play({
      scenario: 'classic-healthy',
      inputs: { ...inputs, mode: 'plan', 'rollback-to': 'previous' },
      change: deploySecond,
    });
    expect(statesOf(planned)).toEqual(['previous web:2 to-protect', 'live web:1 to-protect']);
  });

  it('protects the images of Express services and of CodeDeploy', async () => {
    const express = await play({
      scenario: 'express-canary',
      inputs: {
        service: 'shop',
        image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:3.0.0',
        'protect-images': 'true',
      },
      change: deploySecondImage,
    });
    expect(statesOf(express)).toEqual(['previous default-shop:2 protected', 'live default-shop:3 protected']);
    const codeDeploy = await play({
      scenario: 'codedeploy-healthy',
      inputs: { ...WEB, mode: 'rollback', 'protect-images': 'true', 'wait-for-minutes': '90' },
      change: deploySecondWithCodeDeploy,
    });
    expect(statesOf(codeDeploy)).toEqual(['previous web:2 protected', 'live web:1 protected']);
  });

  it('protects what a step deployed that continued after a pause', async () => {
    const [paused, continued] = await playInTurn({ scenario: 'blue-green' }, [
      { ...deployOf('2.0.0'), 'pause-at': 'POST_TEST_TRAFFIC_SHIFT', 'on-pause': 'return' },
      { ...WEB, mode: 'continue', 'protect-images': 'true' },
    ]);
    if (paused === undefined || continued === undefined) throw new Error('nothing was played');
    expect([paused.outputs['outcome'], writesToEcr(paused)]).toEqual(['started', []]);
    expect(continued.outputs['outcome']).toBe('succeeded');
    expect(statesOf(continued)).toEqual(['previous web:1 protected', 'live web:2 protected']);
    expect(continued.log).not.toContain('::warning');
  });

  it('protects a service that has no way back yet', async () => {
    const create = {
      ...deployOf('2.0.0'),
      service: 'shop',
      'task-definition-family': 'web',
      'service-definition':
        '{ "desiredCount": 1, "launchType": "FARGATE", "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-0aaa1111"] } } }',
    };
    const denied = await play({
      scenario: 'classic-healthy',
      inputs: create,
      change: ({ faults }) => void faults.deny.add('ecs:ListTaskDefinitions'),
    });
    expect(denied.outputs['outcome']).toBe('succeeded');
    expect(statesOf(denied)).toEqual(['live web:2 protected']);
    expect(reportOf(denied).protectedImages?.[0]?.notes.join(' ')).toContain('ecs:ListTaskDefinitions');
  });

  it('keeps the tags of services that share a repository apart', async () => {
    const addApi = ({ home }: World): void => {
      const definition = webDefinition(home, ecrImage(home, 'web', '1.0.0'));
      registerTaskDefinition(home, { ...definition, family: 'api' });
      addService(home, {
        cluster: 'prod',
        serviceName: 'api',
        taskDefinition: 'api',
        desiredCount: 1,
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0aaa1111'] } },
      });
    };
    const manifest = ['web', 'api']
      .map((name, index) => `  ${name}: { image: '${REPOSITORY}:${index + 2}.0.0' }`)
      .join('\n');
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { cluster: 'prod', manifest: 'services.yaml', 'protect-images': 'true' },
      files: { 'services.yaml': `services:\n${manifest}\n` },
      change: addApi,
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(protectedBy(played)).toEqual({
      [PREVIOUS]: ['1.0.0'],
      [LIVE]: ['2.0.0'],
      [PREVIOUS.replace('.web.', '.api.')]: ['1.0.0'],
      [LIVE.replace('.web.', '.api.')]: ['3.0.0'],
    });
  });
});
