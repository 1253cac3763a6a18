import type { Readable } from 'node:stream';
import type { Clock } from '../model.ts';

/** The longest that a call may take, in milliseconds, including the SDK's retries. */
export const CALL_MS = 60_000;

interface Answer {
  response: { body?: Pick<Readable, 'closed' | 'destroy' | 'once'> };
}

interface RequestHandler {
  handle: (request: unknown, options?: { abortSignal?: AbortSignal }) => Promise<Answer>;
}

/**
 * Gives every request of a client a deadline that includes the response body: the SDK's own timeouts end with the headers, or restart
 * with every byte. A late response is a TimeoutError, which the SDK retries.
 */
export function withDeadline(
  requestHandler: unknown,
  { clock, milliseconds }: { clock: Clock; milliseconds: number },
): void {
  const handler = requestHandler as RequestHandler;
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options = {}) => {
    const over = new AbortController();
    const ended = Promise.withResolvers<void>();
    const never = new AbortController().signal;
    let body: Answer['response']['body'];
    void clock.within({ milliseconds, signal: never }, ended.promise).then((inTime) => {
      if (inTime) return;
      body?.destroy(toLate(milliseconds, 'only part of the response'));
      over.abort();
    });
    const { abortSignal } = options;
    const signal = abortSignal === undefined ? over.signal : AbortSignal.any([over.signal, abortSignal]);
    try {
      const answer = await handle(request, { ...options, abortSignal: signal });
      ({ body } = answer.response);
      if (body === undefined || body.closed) ended.resolve();
      else body.once('close', ended.resolve);
      return answer;
    } catch (error) {
      ended.resolve();
      throw over.signal.aborted ? toLate(milliseconds) : error;
    }
  };
}

export function toLate(milliseconds: number, came = 'nothing'): Error {
  const seconds = Math.round(milliseconds / 1000);
  const text = seconds === 0 ? 'no answer in the time that was left' : `${came} came within ${seconds} s`;
  return Object.assign(new Error(text), { name: 'TimeoutError' });
}
