import type { DescribeServicesCommandOutput } from '@aws-sdk/client-ecs';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Aws } from './clients.ts';
import { endingWith } from './ending-with.ts';

type Asked = Parameters<Aws['ecs']['describeServices']>[0];

/** Published by Node.js when a request goes to its socket (docs: diagnostics_channel). */
const STARTS = 'http.client.request.start';

export interface ReadingAhead {
  /** The same AWS: whoever is the first to ask for these services gets that answer, every later read is sent anew. */
  aws: Aws;
  /** Settles when the request is on its way, or the read is over: loading code any sooner would hold it up. */
  leaves: Promise<void>;
}

/** Sends a first read at once, before there is anybody to ask for it. */
export function readAhead(aws: Aws, asked: Asked): ReadingAhead {
  const left = Promise.withResolvers<void>();
  subscribe(STARTS, leave);
  let sent: Promise<DescribeServicesCommandOutput> | undefined = aws.ecs.describeServices(asked);
  sent.then(end, end);
  const key = JSON.stringify(asked);
  const view = (base: Aws, signal: AbortSignal | undefined): Aws => ({
    ...base,
    ecs: {
      ...base.ecs,
      describeServices: async (request) => {
        const ahead = JSON.stringify(request) === key ? sent : undefined;
        if (ahead === undefined) return await base.ecs.describeServices(request);
        sent = undefined;
        return await (signal === undefined ? ahead : endingWith(signal, 'ecs:DescribeServices', ahead));
      },
    },
    until: (end) => view(base.until(end), signal === undefined ? end : AbortSignal.any([signal, end])),
  });
  return { aws: view(aws, undefined), leaves: left.promise };

  /** What waits for the connection is written as soon as there is one. */
  function leave(message: unknown): void {
    unsubscribe(STARTS, leave);
    const { socket } = (message as { request: ClientRequest }).request;
    if (socket?.connecting === true) socket.once('connect', left.resolve);
    else left.resolve();
  }

  function end(): void {
    unsubscribe(STARTS, leave);
    left.resolve();
  }
}
