import { expect, test } from 'vitest';
import type { Aws } from '../../src/aws/clients.ts';
import { readAhead } from '../../src/aws/read-ahead.ts';

const WEB = { cluster: 'prod', services: ['web'] };

/** An AWS that numbers its answers and gives them when told to. */
function createAws() {
  const calls: { answer: () => void; fail: (error: Error) => void }[] = [];
  const describeServices = async () => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const number = calls.push({ answer: () => resolve({ number }), fail: reject });
    return await promise;
  };
  const aws = { ecs: { describeServices }, until: () => aws } as unknown as Aws;
  return { aws, calls };
}

test('the first to ask for the same services gets the answer that is on its way; the next reads anew', async () => {
  const { aws, calls } = createAws();
  const ahead = readAhead(aws, WEB);
  const [first, second] = [ahead.aws.ecs.describeServices(WEB), ahead.aws.ecs.describeServices(WEB)];
  for (const { answer } of calls) answer();
  expect(await Promise.all([first, second])).toEqual([{ number: 1 }, { number: 2 }]);
  await ahead.leaves;
});

test('who asks for other services does not get it', async () => {
  const { aws, calls } = createAws();
  const ahead = readAhead(aws, WEB);
  const other = ahead.aws.ecs.describeServices({ ...WEB, cluster: 'test' });
  calls[1]?.answer();
  expect(await other).toEqual({ number: 2 });
  calls[0]?.answer();
});

test('a refusal is for whoever asks, and for nobody if nobody does', async () => {
  const { aws, calls } = createAws();
  const ahead = readAhead(aws, WEB);
  calls[0]?.fail(new Error('AccessDenied'));
  await ahead.leaves;
  await expect(ahead.aws.ecs.describeServices(WEB)).rejects.toThrow('AccessDenied');
  const unasked = readAhead(aws, WEB);
  calls[1]?.fail(new Error('AccessDenied'));
  await unasked.leaves;
});

test('who has a deadline does not wait longer for it', async () => {
  const { aws } = createAws();
  const deadline = new AbortController();
  const reading = readAhead(aws, WEB).aws.until(deadline.signal).ecs.describeServices(WEB);
  deadline.abort();
  await expect(reading).rejects.toThrow('no answer in the time that was left');
});
