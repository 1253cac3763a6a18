import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hold, type Held } from './answers.ts';
import { listenersOf, rulesOf } from './load-balancers.ts';
import { holds } from './rule-conditions.ts';
import { answerOf, reach, targetsInUse } from './target-answers.ts';
import { nextGroup, note } from './traffic.ts';
import type { ListenerRecord, Region, RuleOfListenerRecord, TargetGroupRecord, World } from './world.ts';

/** After this a load balancer gives up on a target: its idle timeout (ALB user guide, application-load-balancers). */
const IDLE_SECONDS = 60;
/** Ports in reserve for endpoints that come into being while the emulator runs. */
const RESERVE = 8;

interface Host {
  world: World;
  held: Held;
  /** Lets real time catch up. */
  catchUp: () => void;
  /** Real milliseconds until so many of the emulator's have passed; undefined in virtual time. */
  realMilliseconds: (milliseconds: number) => number | undefined;
}

export interface OpenListeners {
  /** Gives new endpoints their ports, and says a response with the addresses at which they can be reached. */
  addressed: (body: string) => string;
  close: () => Promise<void>;
}

/** Real ports on the loopback for the listeners that are `open` and, if the world wants that, for the endpoints of Express services and gateways. */
export async function openListeners(host: Host): Promise<OpenListeners> {
  const { world } = host;
  const servers: Server[] = [];
  const open = async (routed: () => Routed | undefined): Promise<number> => {
    const server = createServer((request, response) => {
      serve(request, response, { ...host, routed: routed() }).catch(() => response.destroy());
    });
    server.keepAliveTimeout = 0;
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  for (const listener of [...world.regions.values()].flatMap(listenersOf).filter((one) => one.open)) {
    listener.port = await open(() => ({ listener }));
    listener.protocol = 'HTTP';
    listener.balancer.dnsName = '127.0.0.1';
  }
  const addresses = new Map<string, string>();
  const reserve: { port: number; rule?: RuleOfListenerRecord }[] = [];
  for (let index = 0; world.openEndpoints && index < RESERVE; index++) {
    const place: (typeof reserve)[number] = { port: 0 };
    place.port = await open(() => (place.rule === undefined ? undefined : { rule: place.rule }));
    reserve.push(place);
  }
  const assign = (): void => {
    for (const { url, rule } of endpointsOf(world)) {
      if (addresses.has(url)) continue;
      const place = reserve.find((one) => one.rule === undefined);
      if (place === undefined) throw new Error(`no port is left for ${url}`);
      place.rule = rule;
      addresses.set(url, `http://127.0.0.1:${place.port}`);
    }
  };
  return {
    addressed: (body) => {
      if (!world.openEndpoints) return body;
      assign();
      return [...addresses].reduce((text, [url, address]) => text.replaceAll(url, address), body);
    },
    close: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

type Routed = { listener: ListenerRecord } | { rule: RuleOfListenerRecord };

function endpointsOf(world: World): { url: string; rule: RuleOfListenerRecord }[] {
  return [...world.regions.values()].flatMap((region) => {
    const ruleOf = (arn: string | undefined) => rulesOf(region).find((rule) => rule.arn === arn);
    const express = region.services.map(({ express: one, settings }) => ({
      url: one?.endpoint,
      rule: ruleOf(settings.loadBalancers?.[0]?.advancedConfiguration?.productionListenerRule),
    }));
    const routes = region.gateways.flatMap((gateway) =>
      [...gateway.routes.values()].map(({ url, listenerRuleArn }) => ({ url, rule: ruleOf(listenerRuleArn) })),
    );
    return [...express, ...routes].flatMap(({ url, rule }) =>
      url === undefined || rule === undefined ? [] : [{ url, rule }],
    );
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  host: Host & { routed: Routed | undefined },
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  host.catchUp();
  const { routed } = host;
  if (routed === undefined) return void response.destroy();
  const asked = { url: request.url ?? '/', headers: request.headers };
  const rule =
    'rule' in routed ? routed.rule : routed.listener.rules.find(({ conditions }) => holds(conditions, asked));
  const group = rule === undefined ? undefined : nextGroup(rule);
  const { region } = rule?.listener.balancer ?? {};
  if (rule === undefined || group === undefined || region === undefined) return page(response, 503);
  const reached = pick(region, group);
  if (reached === undefined) return page(response, 503);
  const answer = answerOf(reached, {
    method: request.method ?? 'GET',
    body: Buffer.concat(chunks).toString('utf8'),
    ...asked,
  });
  const handled = { rule, group };
  if (answer.fails === 'closes') {
    note({ ...handled, balancerStatus: 502 });
    return page(response, 502);
  }
  if (answer.fails === 'hangs') {
    return later(response, host, {
      milliseconds: IDLE_SECONDS * 1000,
      work: () => {
        note({ ...handled, balancerStatus: 504 });
        page(response, 504);
      },
    });
  }
  const { status = 200, body = '', headers = {}, afterMilliseconds: milliseconds = 0 } = answer;
  const send = (): void => {
    note({ ...handled, status, milliseconds });
    response.sendDate = false;
    response.writeHead(status, {
      date: host.world.clock.date().toUTCString(),
      'content-type': 'text/plain; charset=utf-8',
      ...headers,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  if (milliseconds === 0) send();
  else later(response, host, { milliseconds, work: send });
}

/** One target after the other. */
function pick(region: Region, group: TargetGroupRecord) {
  const targets = targetsInUse(group);
  group.turn = (group.turn ?? -1) + 1;
  const target = targets[group.turn % targets.length];
  return target === undefined ? undefined : reach(region, target);
}

function later(
  response: ServerResponse,
  { world, held, catchUp, realMilliseconds }: Host,
  { milliseconds, work }: { milliseconds: number; work: () => void },
): void {
  hold(response, world.clock.now() + milliseconds, { held });
  world.clock.at(milliseconds, () => {
    if (!response.destroyed) work();
  });
  const real = realMilliseconds(milliseconds);
  if (real !== undefined) setTimeout(catchUp, real + 1).unref();
}

const TITLES: Record<number, string> = {
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
};

/** What a load balancer says in the place of a target. */
function page(response: ServerResponse, status: 502 | 503 | 504): void {
  const title = TITLES[status];
  response.sendDate = false;
  response.writeHead(status, { server: 'awselb/2.0', 'content-type': 'text/html' });
  response.end(
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
  );
}
