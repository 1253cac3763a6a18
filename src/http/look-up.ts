import { lookup } from 'node:dns/promises';
import { withoutBrackets } from '../off-limits.ts';

/** The addresses of a host name, by the runner's resolver; `unknown` if that did not answer, or if a proxy may know better. Never rejects. */
export async function lookUpHost(
  host: string,
  { hasProxy }: { hasProxy: boolean },
): Promise<readonly string[] | 'no' | 'unknown'> {
  try {
    return (await lookup(withoutBrackets(host), { all: true })).map(({ address }) => address);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTFOUND' && !hasProxy ? 'no' : 'unknown';
  }
}
