import { lastPart } from '../../aws/arn.ts';
import { isGreen, type Outcome, type ServiceReport } from '../../model.ts';
import { isCreated } from '../../plan/create.ts';
import type { World } from '../../world.ts';
import { whoFailed } from './failed.ts';
import { goBack, isUnfinished, withBack, type Back } from '../release/go-back.ts';
import { lookSince, replacedOutcome } from '../release/replaced.ts';
import type { Done, Piece } from './piece.ts';
import type { OtherModes } from '../other-modes.ts';
import { phrase } from '../../phrases.ts';

/** If a service failed, every service that this step deployed returns to the revision that it ran before. */
export async function returnAll(done: readonly Done[], others: OtherModes, world: World): Promise<Done[]> {
  const because = whoFailed(done);
  return because === undefined ? [...done] : await returnBecause(done, { because, others }, world);
}

/** The same for a reason that is none of the services' own. */
export async function returnBecause(
  done: readonly Done[],
  { because, others }: { because: string; others: OtherModes },
  world: World,
): Promise<Done[]> {
  if (world.signal.aborted) return [...done];
  return await Promise.all(
    done.map(async (one) => ({
      ...one,
      services: await Promise.all(
        one.services.map((report) => returnOne(report, { piece: one.piece, because, others }, world)),
      ),
    })),
  );
}

interface Returning {
  piece: Piece;
  because: string;
  others: OtherModes;
}

/** These run what they ran before, or what someone else has deployed since. */
const STAY: readonly Outcome['kind'][] = ['rolled-back', 'skipped', 'unchanged', 'superseded'];

/** Returns a service, if this step started a deployment of it. */
async function returnOne(
  report: ServiceReport,
  { piece, because, others }: Returning,
  world: World,
): Promise<ServiceReport> {
  const { outcome, service, previousTaskDefinitionArn: former, standing } = report;
  if (STAY.includes(outcome.kind) || standing === undefined) return report;
  const created = piece.decided.some(({ target }) => target.name === service && isCreated(target));
  if (created || former === undefined) {
    const stays = `${service} was created by ${phrase('this-step')}, so it has no earlier revision to return to; it stays.`;
    return { ...report, stays: true, next: [...report.next, stays] };
  }
  const back = await goBackUnlessReplaced(report, { former, asked: piece.asked, others }, world);
  return merge(report, { back, because, former });
}

async function goBackUnlessReplaced(
  report: ServiceReport,
  request: Parameters<typeof goBack>[1],
  world: World,
): Promise<Back> {
  const since = report.outcome.kind === 'succeeded' ? await lookSince(report, world) : undefined;
  if (since?.kind === 'replaced') return { service: undefined, outcome: replacedOutcome(report, since.revision) };
  return await goBack(report, request, world);
}

function merge(
  report: ServiceReport,
  { back, because, former }: { back: Back; because: string; former: string },
): ServiceReport {
  const { service, outcome } = report;
  const returned = isGreen(back.outcome.kind);
  const { kind } = back.outcome;
  return {
    ...withBack(report, back),
    ...(returned ? { returned } : {}),
    outcome: {
      kind: returned ? 'rolled-back' : kind === 'cancelled' ? kind : 'failed',
      headline: returned
        ? `${service} was rolled back to ${lastPart(former)}, because ${because}.`
        : notReturned(service, { former, back }),
      causes: [...outcome.causes, ...(returned ? [] : back.outcome.causes)],
    },
  };
}

function notReturned(service: string, { former, back }: { former: string; back: Back }): string {
  return isUnfinished(back)
    ? `The rollback of ${service} to ${lastPart(former)} has started, but was not followed to its end. ${back.outcome.headline}`
    : `${service} was not rolled back to ${lastPart(former)}. ${back.outcome.headline}`;
}
