import { lookup } from 'node:dns/promises';
import { withoutBrackets } from '../off-limits.ts';

/** Whether a host name has an address, by the runner's resolver; `unknown` if that did not answer. Never rejects. */
export async function resolves(host: string): Promise<'yes' | 'no' | 'unknown'> {
  try {
    await lookup(withoutBrackets(host));
    return 'yes';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTFOUND' ? 'no' : 'unknown';
  }
}
