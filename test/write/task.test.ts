import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startTask } from '../../src/write/task.ts';
import { DeployError } from '../../src/errors.ts';
import type { World } from '../../src/world.ts';

const TARGET = { cluster: 'prod', region: 'eu-west-1', request: { startedBy: 'me' } };
const ARN = 'arn:aws:ecs:eu-west-1:1:task/prod/1';

/** A world whose RunTask does as the list says, call by call, and that is cancelled while it waits to try again. */
function worldOf(answers: ('lost' | 'task')[], { cancels }: { cancels: boolean }) {
  const controller = new AbortController();
  const tokens: (string | undefined)[] = [];
  const runTask = ({ clientToken }: { clientToken?: string }) => {
    tokens.push(clientToken);
    if (answers.shift() === 'lost') return Promise.reject(new Error('socket hang up'));
    return Promise.resolve({ tasks: [{ taskArn: ARN }] });
  };
  const sleep = () => {
    if (!cancels) return Promise.resolve();
    controller.abort();
    return Promise.reject(new DOMException('aborted', 'AbortError'));
  };
  const world = {
    aws: { ecs: { runTask } },
    clock: { ...systemClock, sleep },
    signal: controller.signal,
  } as unknown as World;
  return { world, tokens };
}

it('repeats a call with a lost response, with the same token', async () => {
  const { world, tokens } = worldOf(['lost', 'lost', 'task'], { cancels: false });
  const { tasks } = await startTask({ target: TARGET, taskDefinitionArn: 'web:1' }, world);
  expect(tasks).toEqual([{ taskArn: ARN }]);
  expect(tokens).toHaveLength(3);
  expect(new Set(tokens).size).toBe(1);
});

it('learns which task to stop if it is cancelled before the response arrives', async () => {
  const { world } = worldOf(['lost', 'task'], { cancels: true });
  expect((await startTask({ target: TARGET, taskDefinitionArn: 'web:1' }, world)).tasks).toEqual([{ taskArn: ARN }]);
});

it('is a cancel, not a bug, if nothing was started', async () => {
  const { world } = worldOf(['lost', 'lost'], { cancels: true });
  await expect(startTask({ target: TARGET, taskDefinitionArn: 'web:1' }, world)).rejects.toBeInstanceOf(DeployError);
});
