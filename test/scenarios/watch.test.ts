import { describe, expect, it } from 'vitest';
import { deployedByColleague, WEB } from './foreign.ts';
import { play, told } from './play.ts';

const WATCH = { ...WEB, mode: 'watch' } as const;

describe('mode: watch', () => {
  it('follows the deployment that a colleague started, and writes nothing', async () => {
    const played = await play({ scenario: 'classic-healthy', inputs: WATCH, begin: deployedByColleague() });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.exitCode).toBe(0);
    expect(played.writes).toEqual([]);
    await expect(told(played)).toMatchFileSnapshot('snapshots/watch-foreign.txt');
    await expect(played.summary).toMatchFileSnapshot('snapshots/watch-foreign.md');
  });
});
