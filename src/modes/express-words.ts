import { formatMinutes } from '../duration.ts';
import type { DeployError } from '../errors.ts';
import type { Outcome, ServiceSettings } from '../model.ts';
import { causeOf } from './failure.ts';
import { nameSettings } from './settings/words.ts';
import { phrase } from '../phrases.ts';

interface After {
  /** The result of the Express deployment, as the start of a sentence. */
  lead: string;
  settings: ServiceSettings;
}

/** What the call after the Express deployment sends, for use in a sentence. */
export function nameSent(settings: ServiceSettings): string {
  return nameSettings(settings) || 'a forced deployment';
}

/** Both results in one: a red one first says what the Express deployment achieved. */
export function together(second: Outcome, { lead, settings }: After): Outcome {
  if (second.kind === 'succeeded' || second.headline.includes(lead)) return second;
  const { headline } = second;
  const result = `${headline.charAt(0).toLowerCase()}${headline.slice(1)}`;
  const link = NOT_YET.has(second.kind) ? 'and not yet with' : 'but not with';
  return { ...second, headline: `${lead}, ${link} ${nameSent(settings)}: ${result}` };
}

/** Outcomes after which the settings may still take effect. */
const NOT_YET: ReadonlySet<Outcome['kind']> = new Set(['started', 'timed-out', 'cancelled']);

/** UpdateService failed, although the Express deployment succeeded. */
export async function refusedSettings(
  error: DeployError,
  { lead, settings, cancelled, sent }: After & { cancelled: boolean; sent: boolean },
): Promise<Outcome> {
  const named = nameSent(settings);
  const what =
    error.code === 'unsettled'
      ? `it is unknown whether ${named} was accepted`
      : cancelled
        ? `cancelled before ${named} was sent`
        : sent && (error.code === 'aws' || error.code === 'access-denied')
          ? `AWS rejected ${named}`
          : `${named} could not be sent`;
  return {
    kind: cancelled ? 'cancelled' : 'failed',
    headline: `${lead}; ${what}.`,
    causes: [await causeOf(error)],
  };
}

/** The Express deployment used up all the time. */
export function tooLate({ lead, settings, minutes }: After & { minutes: number }): Outcome {
  const named = nameSent(settings);
  return {
    kind: 'timed-out',
    headline: `${lead}; ${named} was not sent, because the ${formatMinutes(minutes)} were up.`,
    causes: [
      {
        message: `The Express deployment used up the ${formatMinutes(minutes)} of wait-for-minutes.`,
        fix: `Raise wait-for-minutes, and run ${phrase('step')} again: the revision stays, and only the settings are sent.`,
      },
    ],
  };
}
