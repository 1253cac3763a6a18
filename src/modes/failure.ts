import type { DeployError } from '../errors.ts';
import { explainError } from '../explain/cause.ts';
import type { Cause, Outcome } from '../model.ts';
import type { World } from '../world.ts';

/** A failed write; if its response was lost, it is unknown whether it took effect. */
export async function failure(
  error: DeployError,
  headlines: { unsettled: string; failed: string },
  { signal }: Pick<World, 'signal'>,
): Promise<Outcome> {
  const kind = signal.aborted ? 'cancelled' : 'failed';
  const headline = error.code === 'unsettled' ? headlines.unsettled : headlines.failed;
  return { kind, headline, causes: [await causeOf(error)] };
}

/** Nobody has to fix a cancel, unless it left something unknown. */
export async function causeOf(error: DeployError): Promise<Cause> {
  return error.fix === '' ? { message: error.message } : await explainError(error);
}
