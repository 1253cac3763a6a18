import { formatMinutes } from '../../duration.ts';
import type { Cause, Outcome } from '../../model.ts';
import type { SettingProof } from '../../verify/proof.ts';
import type { Settled } from '../../verify/settle.ts';

export interface SettledContext {
  /** What is known so far, as the start of a sentence: "web runs web:2", "The settings of web were updated". */
  lead: string;
  service: string;
  minutes: number;
  /** Why, according to tasks and events. */
  causes: readonly Cause[];
}

/** Puts the end of the wait for settings into words. */
export function toSettledOutcome({ end, proofs, causes: known }: Settled, context: SettledContext): Outcome {
  const { lead, minutes } = context;
  const awaited = proofs.filter(({ kind }) => kind === 'not-yet');
  const causes = [...context.causes, ...known];
  switch (end) {
    case 'proven':
      return { kind: 'succeeded', headline: `${lead}: ${says(proofs)}.`, causes: [] };
    case 'refuted': {
      const untrue = proofs.filter(({ kind }) => kind === 'false');
      return {
        kind: 'failed',
        headline: `${lead}, but ${says(untrue)}.`,
        causes: untrue.flatMap((proof) => (proof.kind === 'false' ? [proof.cause] : [])),
      };
    }
    case 'timed-out':
      return {
        kind: 'timed-out',
        headline: `${lead}, but after ${formatMinutes(minutes)} ${says(awaited, 'AWS has not shown the result')}; it continues in ECS.`,
        causes: causes.length > 0 ? causes : [waitedFor(awaited)],
      };
    case 'hopeless':
      return { kind: 'failed', headline: `${lead}, but ${says(awaited)}, and waiting does not change that.`, causes };
    case 'deleted':
      return {
        kind: 'failed',
        headline: `${lead}, and then the service was deleted.`,
        causes: [
          {
            message: `ECS says that ${context.service} is being deleted.`,
            fix: 'Find out who or what deleted the service (CloudTrail: DeleteService).',
          },
        ],
      };
    case 'cancelled':
      return {
        kind: 'cancelled',
        headline: `Cancelled. ${lead}; ${says(awaited, 'the result was not verified')}, and it continues in ECS.`,
        causes: [],
      };
    case 'blind':
      return {
        kind: 'failed',
        headline: `${lead}, but the result could not be verified; it continues in ECS.`,
        causes,
      };
  }
}

function waitedFor(awaited: readonly SettingProof[]): Cause {
  return {
    message: `Still missing: ${says(awaited, 'an answer from AWS')}.`,
    fix: 'Check the events and stopped tasks of the service, or raise wait-for-minutes.',
  };
}

function says(proofs: readonly SettingProof[], otherwise = ''): string {
  return proofs.length === 0 ? otherwise : proofs.map((proof) => proof.says).join('; ');
}
