import { lastPart } from '../aws/arn.ts';
import { liveTaskDefinition } from '../aws/service.ts';
import type { Target } from '../model.ts';
import { isCreated } from '../plan/create.ts';
import { listWords } from './settings/words.ts';

/** The headlines of a failed write. They include what AWS accepted before it: nobody may believe that nothing happened. */
export function refusedHeadlines(
  target: Target,
  { accepted, registered, shared }: { accepted: readonly string[]; registered: string | undefined; shared: boolean },
): { unsettled: string; failed: string } {
  const { name } = target;
  const creates = isCreated(target);
  const write = creates ? `The creation of ${name}` : `The update of ${name}`;
  const live = target.live?.arn ?? liveTaskDefinition(target.service);
  const so = accepted.length === 0 ? '' : `, after ${listWords([...new Set(accepted)])}`;
  const keeps = live === undefined ? '' : `; it keeps ${lastPart(live)}`;
  const unused = registered === undefined || shared ? '' : `; ${lastPart(registered)} is registered and unused`;
  return {
    unsettled: `It is unknown whether ${write.charAt(0).toLowerCase()}${write.slice(1)} took effect${so}.`,
    failed: `${write} failed${so}${keeps}${unused}.`,
  };
}
