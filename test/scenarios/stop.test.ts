import { describe, expect, it } from 'vitest';
import { deployedByColleague, WEB } from './foreign.ts';
import { play, told } from './play.ts';

const STOP = { ...WEB, mode: 'stop' } as const;

describe('mode: stop', () => {
  it('has the deployment in flight rolled back, and is green when the former revision runs again', async () => {
    const played = await play({ scenario: 'classic-healthy', inputs: STOP, begin: deployedByColleague() });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes).toEqual([
      {
        action: 'StopServiceDeployment',
        params: { serviceDeploymentArn: played.outputs['deployment-arn'], stopType: 'ROLLBACK' },
      },
    ]);
    await expect(told(played)).toMatchFileSnapshot('snapshots/stop-rollback.txt');
    await expect(played.summary).toMatchFileSnapshot('snapshots/stop-rollback.md');
  });

  it('leaves everything as it is with stop-type: abort', async () => {
    const { outputs, log, writes } = await play({
      scenario: 'classic-healthy',
      inputs: { ...STOP, 'stop-type': 'abort' },
      begin: deployedByColleague(),
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('was stopped as asked, and not rolled back; now run');
    expect(writes).toMatchObject([{ params: { stopType: 'ABORT' } }]);
  });

  it('writes nothing when nothing is in flight, and lists the newest deployments', async () => {
    const { outputs, log, writes, exitCode } = await play({
      scenario: 'classic-healthy',
      inputs: STOP,
      begin: deployedByColleague({ secondsAgo: 1800 }),
    });
    expect(outputs['outcome']).toBe('failed');
    expect(exitCode).toBe(1);
    expect(log).toMatch(/no deployment of "web" is in flight. The newest: \w+ SUCCESSFUL/);
    expect(writes).toEqual([]);
  });
});
