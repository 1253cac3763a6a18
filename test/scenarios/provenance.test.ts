import { describe, expect, it } from 'vitest';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import { WEB } from './foreign.ts';
import { play, playInTurn, QUICK_START, type Played } from './play.ts';
import { deploySecond } from './rollback-history.ts';

const SHA = `1c0ffee${'0'.repeat(33)}`;
const RUN_URL = 'https://github.com/org/shop/actions/runs/42';
const GITHUB = {
  GITHUB_REPOSITORY: 'org/shop',
  GITHUB_SHA: SHA,
  GITHUB_RUN_ID: '42',
  GITHUB_ACTOR: 'dependabot[bot]',
};
const ASKED = { ...QUICK_START, 'provenance-tags': 'true' };
const TAGS = [
  { key: 'deploy:commit', value: SHA },
  { key: 'deploy:run-url', value: RUN_URL },
  { key: 'deploy:actor', value: 'dependabot_bot_' },
];

function tagged(played: Played, action: string): unknown {
  return (played.writes.find((write) => write.action === action)?.params as { tags?: unknown } | undefined)?.tags;
}

describe('provenance-tags', () => {
  it('are on the revision from the start, and on the service after the success', async () => {
    const played = await play({ scenario: 'classic-healthy', inputs: ASKED, environment: GITHUB });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(tagged(played, 'RegisterTaskDefinition')).toEqual(TAGS);
    expect(tagged(played, 'TagResource')).toEqual(TAGS);
    expect(played.writes.at(-1)?.action).toBe('TagResource');
    expect(played.emulator.world.home.services[0]?.tags).toEqual(TAGS);
    expect(played.log).not.toContain('::warning');
  });

  it('never register a revision by themselves, from a file or from what is live', async () => {
    const [first, again] = await playInTurn({ scenario: 'classic-healthy', environment: GITHUB }, [ASKED, ASKED]);
    expect(first?.outputs['outcome']).toBe('succeeded');
    expect(again?.outputs['outcome'], again?.log).toBe('unchanged');
    expect(again?.writes).toEqual([]);
    const later = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.0.0', 'provenance-tags': 'true' },
      change: ({ home }) => {
        const [revision] = home.families.get('web') ?? [];
        if (revision !== undefined) revision.tags = [{ key: 'deploy:commit', value: 'a'.repeat(40) }];
      },
      environment: GITHUB,
    });
    expect(later.outputs['outcome'], later.log).toBe('unchanged');
    expect(later.writes).toEqual([]);
  });

  it('of the revision that is the template are not passed on', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, image: QUICK_START.image ?? '' },
      change: ({ home }) => {
        const [revision] = home.families.get('web') ?? [];
        if (revision !== undefined)
          revision.tags = [
            { key: 'deploy:commit', value: 'a'.repeat(40) },
            { key: 'team', value: 'web' },
          ];
      },
    });
    expect(tagged(played, 'RegisterTaskDefinition')).toEqual([{ key: 'team', value: 'web' }]);
    expect(played.summary).not.toContain('deploy:commit');
  });

  it('lose against tags of the same key, which are compared', async () => {
    const own = { ...ASKED, tags: 'deploy:commit=mine' };
    const [first, again] = await playInTurn({ scenario: 'classic-healthy', environment: GITHUB }, [own, own]);
    expect(first && tagged(first, 'RegisterTaskDefinition')).toEqual([
      { key: 'deploy:commit', value: 'mine' },
      ...TAGS.slice(1),
    ]);
    expect(again?.outputs['outcome'], again?.log).toBe('unchanged');
  });

  it('are found again if the answer to the registration is lost', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: ASKED,
      environment: GITHUB,
      change: ({ faults }) => void faults.dropResponse.set('ecs:RegisterTaskDefinition', 1),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.calls.filter((call) => call === 'RegisterTaskDefinition')).toHaveLength(1);
  });

  it('that cannot be set on the service change no outcome', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: ASKED,
      environment: GITHUB,
      change: ({ faults }) =>
        void faults.fail.set('ecs:TagResource', { name: 'InvalidParameterException', message: 'no', times: 9 }),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).toMatch(/::warning .*provenance tags of web/);
  });

  it('without a commit come with a warning', async () => {
    const played = await play({ scenario: 'classic-healthy', inputs: ASKED });
    expect(played.log).toMatch(/::warning .*provenance-unknown/);
    expect(tagged(played, 'RegisterTaskDefinition')).toBeUndefined();
  });

  it('are set on an Express service and the revision that ECS registered', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { service: 'shop', image: `nginx@sha256:${'5d'.repeat(32)}`, 'provenance-tags': 'true' },
      environment: GITHUB,
    });
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(played.writes.filter(({ action }) => action === 'TagResource')).toHaveLength(2);
  });
});

describe('rollback-to: commit:<sha>', () => {
  /** `web:1` and `web:2` ran; both, and a later one that never ran, carry these commits. */
  function commits(...shas: (string | undefined)[]): (world: World) => void {
    return (world) => {
      deploySecond(world);
      const { home } = world;
      while ((home.families.get('web') ?? []).length < shas.length) {
        registerTaskDefinition(home, webDefinition(home, ecrImage(home, 'web', 'later')));
      }
      for (const [index, revision] of (home.families.get('web') ?? []).entries()) {
        const value = shas[index];
        revision.tags = value === undefined ? [] : [{ key: 'deploy:commit', value }];
      }
    };
  }

  async function rollBack(to: string, change: (world: World) => void): Promise<Played> {
    const inputs = { mode: 'rollback', ...WEB, 'rollback-to': to, 'provenance-tags': 'true' };
    return await play({ scenario: 'classic-healthy', inputs, change, environment: GITHUB });
  }

  it.each([SHA, SHA.slice(0, 7), SHA.slice(0, 7).toUpperCase()])('returns to the revision of %s', async (sha) => {
    const played = await rollBack(`commit:${sha}`, commits(SHA, 'b'.repeat(40)));
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(played.outputs['task-definition-arn']).toMatch(/web:1$/);
    expect(tagged(played, 'TagResource')).toEqual(TAGS);
  });

  it('takes the newest of several revisions of one commit', async () => {
    const played = await rollBack('commit:1c0ffee', commits(SHA, 'b'.repeat(40), SHA));
    expect(played.outputs['task-definition-arn']).toMatch(/web:3$/);
  });

  it('says what it looked at if there is none', async () => {
    const played = await rollBack('commit:deadbee', commits(SHA, undefined));
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.writes).toEqual([]);
    expect(played.log).toMatch(/rollback-commit-missing/);
    expect(played.log).toMatch(/deadbee.*web:2.*web:1/);
  });

  it('lists the commits that begin alike', async () => {
    const other = `1c0ffee${'1'.repeat(33)}`;
    const played = await rollBack('commit:1c0ffee', commits(SHA, 'b'.repeat(40), other));
    expect(played.writes).toEqual([]);
    expect(played.log).toMatch(/rollback-commit-ambiguous/);
    expect(played.log).toContain(SHA);
    expect(played.log).toContain(other);
  });

  it.each(['commit:', 'commit:1c0ffe', 'commit:nothexa', `commit:${SHA}0`])('rejects %s', async (to) => {
    const played = await rollBack(to, commits(SHA, undefined));
    expect(played.log).toMatch(/rollback-to-format/);
    expect(played.writes).toEqual([]);
  });
});
