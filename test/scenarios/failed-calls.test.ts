import { describe, expect, it } from 'vitest';
import { play, QUICK_START } from './play.ts';

describe('a call that fails for ever', () => {
  it('names the call that failed, in one warning, if it is not the list', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'max-retries': '0' },
      change: ({ faults }) => void faults.throttle.set('ecs:DescribeServiceRevisions', 10_000),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log.match(/^::warning.*/gmu)).toEqual([
      expect.stringMatching(/ecs:DescribeServiceRevisions: ThrottlingException.* followed by its id/),
    ]);
  });

  it('says which call had no answer if what runs could not be verified', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => void faults.hang.set('ecs:ListTasks', 'before'),
    });
    expect(played.outputs['outcome']).toBe('failed');
    // What the last look had left, not the minute of the whole verification.
    expect(played.log).toMatch(
      /^::error.*could not be verified \(ecs:ListTasks: (?:nothing came within 1?\d s|no answer in the time that was left)\)/mu,
    );
  });

  it('says which call failed if the health of the targets is unknown', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'max-retries': '0' },
      change: ({ faults }) => void faults.throttle.set('elasticloadbalancing:DescribeTargetHealth', 10_000),
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toMatch(/^::error.*elasticloadbalancing:DescribeTargetHealth: Throttling/mu);
  });
});
