import { lastPart } from '../aws/arn.ts';
import { revisionToReturnTo } from '../aws/service.ts';
import type { PromisedSettings, Started } from '../model.ts';
import type { World } from '../world.ts';
import { imagesOf } from './images.ts';
import { applyResult, endBy, follow } from './follow.ts';
import type { Rolling } from './rolling.ts';
import { followSettings } from './settings/follow.ts';
import { shownByTasks } from './settings/promised.ts';
import { nameSent, updatedWords, type Sent } from './settings/words.ts';

export interface Written {
  started: Started;
  sent: Sent;
  /** The settings that were sent, and those that are promised although the service already had them. */
  settings: PromisedSettings;
  /** Whether to wait for it to end. */
  waits: boolean;
  /** When `wait-for-minutes` started. */
  since: Date;
  /** What is already known, as the start of a sentence. */
  lead?: string | undefined;
}

/** Follows a write that AWS has accepted: its deployment to the end, then its settings until they take effect. Resolves to when the step must end. */
export async function followWrite(
  rolling: Rolling,
  { started, sent, settings, waits, since, lead: before }: Written,
  world: World,
): Promise<Date> {
  const { report, rollout, inputs, say } = rolling;
  const { name } = rollout.target;
  let end = endBy({ inputs, started, since });
  report.standing = started.deploys ? 'in-flight' : 'over';
  const updated = before ?? updatedWords(name, sent);
  if (!waits) {
    const isDone = !started.deploys && Object.keys(sent.settings).length === 0;
    report.outcome = isDone
      ? { kind: 'succeeded', headline: `${updated}.`, causes: [] }
      : { kind: 'started', headline: notFollowed(started, sent), causes: [] };
    return end;
  }
  if (started.deploys) {
    const { target, rendered: blamed, digests } = rollout;
    const images = imagesOf(rollout).map((one) => ({ ...one, digests: digests.get(one.image) ?? [] }));
    const former = revisionToReturnTo(target.service);
    const { verification } = rollout;
    const release =
      verification && (await import('./release/verifier.ts')).createVerifier(verification, started, world);
    const result = await follow({ started, since, owned: true, former, images, blamed, inputs, say, release }, world);
    applyResult(report, result);
    end = result.endBy;
    if (report.outcome.kind !== 'succeeded') return end;
  }
  const promised = started.deploys ? shownByTasks(settings) : settings;
  const lead = started.deploys ? withoutEnd(report.outcome.headline) : updated;
  if (Object.keys(promised).length === 0) {
    report.outcome = { kind: 'succeeded', headline: `${lead}.`, causes: [] };
    return end;
  }
  const { target } = rollout;
  const replaced = started.deploys;
  const proving = { target, inputs, settings: promised, started, replaced, since, lead, report, say };
  report.outcome = await followSettings(proving, world);
  return end;
}

function notFollowed({ deploys, service, taskDefinitionArn }: Started, sent: Sent): string {
  const revision = taskDefinitionArn === undefined ? 'the new revision' : lastPart(taskDefinitionArn);
  if (deploys) return `The deployment of ${revision} to ${service} has started; it was not followed.`;
  const named = nameSent(sent);
  return `The settings of ${service} were sent${named === '' ? '' : ` (${named})`}; they were not followed.`;
}

/** A headline that continues. */
export function withoutEnd(headline: string): string {
  return headline.replace(/\.$/u, '');
}
