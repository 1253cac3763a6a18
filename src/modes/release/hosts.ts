import type { Problem } from '../../model.ts';
import { atInput, toProblem } from '../../problem.ts';
import type { Probe } from '../../release.ts';
import type { World } from '../../world.ts';

/** These look-ups must not hold up a deploy. */
const PATIENCE_MS = 5_000;

/** Hosts of probes that do not resolve: a typo must not cost a deployment and its rollback. Nothing is said where no resolver answers. */
export async function hostProblems(probes: readonly Probe[], world: World): Promise<Problem[]> {
  const hosts = new Map(
    probes.filter(({ url }) => !/^[^/]*\{|^\w+:\/\/[^/]*\{/.test(url)).map(({ url }) => [new URL(url).hostname, url]),
  );
  const looked = await Promise.all(
    [...hosts].map(async ([host, url]) => ({ host, url, found: await inTime(world.lookUpHost(host), world) })),
  );
  return looked.flatMap(({ host, url, found }) =>
    found === 'no'
      ? [
          toProblem('probe-host-unknown', atInput('smoke-test'), {
            message: `The probe ${url} could not be sent: the host ${host} does not resolve.`,
            fix: 'Correct the host, or create its DNS record first. A private hosted zone resolves only inside its VPC.',
          }),
        ]
      : [],
  );
}

async function inTime<T>(looking: Promise<T>, { clock, signal }: World): Promise<T | undefined> {
  return (await clock.within({ milliseconds: PATIENCE_MS, signal }, looking)) ? await looking : undefined;
}
