import { parseArn } from '../aws/arn.ts';
import { loadPreflight, type Preflight, type Settle } from '../check/check.ts';
import { locateInExpress } from '../plan/express.ts';
import type { Located } from '../plan/locate.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';

/** Begins to look for what the services of one set of inputs need, if those want that. */
export type Open = (about: { asked: Asked; located: readonly Located[] }) => Promise<Preflight | undefined>;

/** One for all services of a step; its code loads beside the first reads. */
export function openPreflights(parts: readonly Asked[], world: World): Open {
  const isWanted = ({ inputs }: Asked): boolean => inputs.checks !== 'off' && inputs.preflight !== 'off';
  const loading = parts.some(isWanted) ? loadPreflight().then((create) => create(world)) : undefined;
  return async ({ asked, located }) => {
    if (loading === undefined || !isWanted(asked)) return undefined;
    const arns = located.flatMap(({ service }) => service?.serviceArn ?? []);
    const account = arns.map((arn) => parseArn(arn)?.account).find((one) => one !== undefined && one !== '');
    return (await loading)({ ...asked, account, locateInExpress: locateInExpress(asked.document) });
  };
}

/** It decides nothing by failing itself: what went wrong is listed as what was not checked. */
export async function orUnread(settling: Promise<Settle> | undefined): Promise<Settle> {
  try {
    return (await settling) ?? NOTHING;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const unread = [{ kind: 'preflight', name: 'what the deployment needs outside ECS', why }];
    return () => ({ problems: [], unread });
  }
}

const NOTHING: Settle = () => ({ problems: [], unread: [] });
