import type { AlarmState } from '../../aws/cloudwatch.ts';
import { alarmProblems } from '../../check/check.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { Problem, Target } from '../../model.ts';
import { isVerified, type MetricCheck } from '../../release.ts';
import type { Verification } from '../../verify/release/verification.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import { hostProblems } from '../release/hosts.ts';
import { prepareVerification, quietly, ringingOf, type Subject } from '../release/prepare.ts';
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

export interface SystemChecks {
  problems: readonly Problem[];
  /** The alarms that are in ALARM already. */
  ringing: ReadonlySet<string>;
}

/** What would keep the system as a whole from being verified, apart from what the inputs themselves say. Read-only. */
export async function checkSystem({ inputs }: Asked, world: World): Promise<SystemChecks> {
  const { manifest, 'smoke-test': probes = [], 'metric-checks': checks = [] } = inputs;
  if (manifest === undefined || !isToVerify(inputs)) return { problems: [], ringing: new Set() };
  const [unresolved, alarms] = await Promise.all([hostProblems(probes, world), readAlarms(checks, world)]);
  if ('problem' in alarms) return { problems: [...unresolved, alarms.problem], ringing: new Set() };
  return { problems: [...unresolved, ...alarmProblems(checks, alarms.found)], ringing: ringingOf(alarms.found) };
}

async function readAlarms(
  checks: readonly MetricCheck[],
  world: World,
): Promise<{ found: ReadonlyMap<string, AlarmState> } | { problem: Problem }> {
  const names = checks.flatMap((check) => (check.kind === 'alarm' ? [check.name] : []));
  if (names.length === 0) return { found: new Map() };
  return await quietly(async () => (await world.aws.cloudWatch()).alarms(names), {
    input: 'metric-checks',
    action: 'cloudwatch:DescribeAlarms',
    doing: 'looking up the alarms of metric-checks',
    also: 'Or remove metric-checks.',
  });
}

export function withVerifications(pieces: readonly Piece[], { of }: Verifications): Piece[] {
  return pieces.map((piece) => ({
    ...piece,
    decided: piece.decided.map((one) => ({ ...one, verification: of.get(one.target) })),
  }));
}
