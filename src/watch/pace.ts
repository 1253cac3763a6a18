/** What to look at next and when. */
export interface Pace {
  /** Milliseconds between two reads of the service (counts, events). */
  serviceEvery: number;
  /** The same for the load balancer's targets. */
  targetsEvery: number;
  /** Milliseconds between two looks at the deployment itself. */
  deploymentEvery: number;
}

/**
 * Looks at the deployment every 4 s, so that its end is seen with a median delay of 2 s, and less often at what only informs the reader:
 * 15 + 3 + 2.5 = 20.5 calls a minute with one target group, 12 more while each look brings news, against throttles of 20 to 100 calls a second (docs: DG/request-throttling).
 */
export function choosePace(options: { maxDelaySeconds?: number | undefined; followsDeployment: boolean }): Pace {
  const cap = (options.maxDelaySeconds ?? 600) * 1000;
  const deploymentEvery = Math.min(4_000, cap);
  return {
    deploymentEvery,
    serviceEvery: options.followsDeployment ? Math.min(20_000, cap) : deploymentEvery,
    targetsEvery: Math.min(24_000, cap),
  };
}

/** Every target group is a separate call: with more than two they are read less often, to stay at 5 calls a minute. */
export function targetsEvery(pace: Pace, groups: number): number {
  return Math.max(pace.targetsEvery, groups * 12_000);
}

/** Whether something last read at `last` is due; a read counts as due slightly early so that steps of 4 s hit 20 s. */
export function isDue({ last, every, now }: { last: Date | undefined; every: number; now: Date }): boolean {
  return last === undefined || now.getTime() - last.getTime() >= every - 500;
}
