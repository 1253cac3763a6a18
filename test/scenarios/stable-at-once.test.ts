import { expect, test } from 'vitest';
import { play, QUICK_START } from './play.ts';

test('a deployment that is listed as over is proven by what was asked for beside the look at it', async () => {
  const played = await play({
    scenario: 'classic-healthy',
    inputs: QUICK_START,
    // Longer than the whole deployment: it is over before its update is answered.
    begin: ({ faults }) => (faults.latencyMilliseconds = 200_000),
  });
  expect(played.exitCode).toBe(0);
  const after = played.calls.slice(played.calls.indexOf('UpdateService') + 1);
  const [look, proof] = after.flatMap((action, index) => (action === 'DescribeServices' ? [index] : []));
  expect(after[0]).toBe('ListServiceDeployments');
  expect(look).toBeLessThan(proof ?? 0);
  expect(after.slice(0, proof).filter((action) => action === 'ListTasks')).toHaveLength(2);
});
