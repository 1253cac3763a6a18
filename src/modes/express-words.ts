import type { DeployError } from '../errors.ts';
import { explainError } from '../explain/cause.ts';
import type { Outcome, ServiceSettings } from '../model.ts';
import { nameSettings } from './settings/words.ts';

interface After {
  /** The result of the Express deployment, as a sentence without its end. */
  lead: string;
  settings: ServiceSettings;
}

/** What the call after the Express deployment sends, as a sentence names it. */
export function nameSent(settings: ServiceSettings): string {
  return nameSettings(settings) || 'a forced deployment';
}

/** Both results in one: a red one says first what the Express deployment achieved. */
export function together(second: Outcome, { lead, settings }: After): Outcome {
  if (second.kind === 'succeeded' || second.headline.includes(lead)) return second;
  const { headline } = second;
  const result = `${headline.charAt(0).toLowerCase()}${headline.slice(1)}`;
  const link = NOT_YET.has(second.kind) ? 'and not yet with' : 'but not with';
  return { ...second, headline: `${lead}, ${link} ${nameSent(settings)}: ${result}` };
}

/** Ends after which the settings may still come true. */
const NOT_YET: ReadonlySet<Outcome['kind']> = new Set(['started', 'timed-out', 'cancelled']);

/** UpdateService did not come through, though the Express deployment did. */
export async function refusedSettings(
  error: DeployError,
  { lead, settings, cancelled, sent }: After & { cancelled: boolean; sent: boolean },
): Promise<Outcome> {
  const named = nameSent(settings);
  const what =
    error.code === 'unsettled'
      ? `whether ${named} was accepted is not known`
      : cancelled
        ? `cancelled before ${named} was sent`
        : sent && (error.code === 'aws' || error.code === 'access-denied')
          ? `AWS refused ${named}`
          : `${named} could not be sent`;
  return {
    kind: cancelled ? 'cancelled' : 'failed',
    headline: `${lead}; ${what}.`,
    causes: [await explainError(error)],
  };
}

/** The Express deployment took all the time there was. */
export function tooLate({ lead, settings, minutes }: After & { minutes: number }): Outcome {
  const named = nameSent(settings);
  return {
    kind: 'timed-out',
    headline: `${lead}; ${named} was not sent, because ${minutes} min were over.`,
    causes: [
      {
        message: `The Express deployment took all of the ${minutes} min that the step may wait.`,
        fix: 'Raise wait-for-minutes, and run the step again: the revision stays, and only the settings are sent.',
      },
    ],
  };
}
