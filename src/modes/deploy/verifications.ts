import { alarmProblems } from '../../check/check.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { Problem, Target } from '../../model.ts';
import type { MetricCheck } from '../../release.ts';
import type { Verification } from '../../verify/release/verification.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import { hostProblems } from '../release/hosts.ts';
import { isVerified, prepareVerification, quietly, type Subject } from '../release/prepare.ts';
import type { Piece } from './piece.ts';
import type { Draft } from './prepare.ts';

/** How the releases are verified. */
export interface Verifications {
  of: ReadonlyMap<Target, Verification>;
  /** What would keep the services of each draft from being verified. */
  problems: readonly (readonly Problem[])[];
}

/** Finds out beside the other reads how the release of each service is verified. Read-only. */
export async function prepareVerifications(
  { parts, drafts }: { parts: readonly Asked[]; drafts: readonly Draft[] },
  world: World,
): Promise<Verifications> {
  const of = new Map<Target, Verification>();
  const problems = await Promise.all(
    drafts.map(async ({ prepared }, index) => {
      const { inputs } = parts[index] ?? {};
      if (inputs === undefined || !isToVerify(inputs)) return [];
      const found = await Promise.all(
        prepared.map(async ({ target }) => {
          const { verification, problems: own } = await prepareVerification(toSubject(target), inputs, world);
          if (verification !== undefined) of.set(target, verification);
          return own;
        }),
      );
      return found.flat();
    }),
  );
  return { of, problems };
}

function isToVerify(inputs: Inputs): boolean {
  return isVerified(inputs) && (inputs.mode === 'deploy' || inputs.mode === 'plan');
}

function toSubject(target: Target): Subject {
  const { name, kind, settings } = target;
  return { name, kind, loadBalancers: settings.loadBalancers ?? target.service?.loadBalancers ?? [], target };
}

/** What would keep the system as a whole from being verified, apart from what the inputs themselves say. Read-only. */
export async function systemProblems({ inputs }: Asked, world: World): Promise<readonly Problem[]> {
  const { manifest, 'smoke-test': probes = [], 'metric-checks': checks = [] } = inputs;
  if (manifest === undefined || !isToVerify(inputs)) return [];
  return (await Promise.all([hostProblems(probes, world), unknownAlarms(checks, world)])).flat();
}

async function unknownAlarms(checks: readonly MetricCheck[], world: World): Promise<readonly Problem[]> {
  const names = checks.flatMap((check) => (check.kind === 'alarm' ? [check.name] : []));
  if (names.length === 0) return [];
  const read = await quietly(async () => (await world.aws.cloudWatch()).alarms(names), {
    input: 'metric-checks',
    action: 'cloudwatch:DescribeAlarms',
    doing: 'looking up the alarms of metric-checks',
    also: 'Or remove metric-checks.',
  });
  return 'problem' in read ? [read.problem] : alarmProblems(checks, read.found);
}

export function withVerifications(pieces: readonly Piece[], { of }: Verifications): Piece[] {
  return pieces.map((piece) => ({
    ...piece,
    decided: piece.decided.map((one) => ({ ...one, verification: of.get(one.target) })),
  }));
}
