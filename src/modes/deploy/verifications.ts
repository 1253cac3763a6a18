import { toDeployError } from '../../aws/failure.ts';
import { checkRelease, type ReleaseCheck } from '../../check/check.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { Problem, Target } from '../../model.ts';
import { readAddresses, type Addresses } from '../../plan/addresses.ts';
import { readMetering } from '../../plan/measured.ts';
import { atInput, toProblem } from '../../problem.ts';
import { placeholdersOf } from '../../verify/release/fill.ts';
import type { Verification } from '../../verify/release/verification.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
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
      if (inputs === undefined || !isVerified(inputs)) return [];
      const found = await Promise.all(prepared.map(({ target }) => prepareOne(target, inputs, world)));
      for (const { target, verification } of found) if (verification !== undefined) of.set(target, verification);
      return found.flatMap((one) => one.problems);
    }),
  );
  return { of, problems };
}

function isVerified(inputs: Inputs): boolean {
  const { mode, 'smoke-test': probes, 'metric-checks': checks } = inputs;
  return (mode === 'deploy' || mode === 'plan') && (probes ?? checks) !== undefined;
}

export function withVerifications(pieces: readonly Piece[], { of }: Verifications): Piece[] {
  return pieces.map((piece) => ({
    ...piece,
    decided: piece.decided.map((one) => ({ ...one, verification: of.get(one.target) })),
  }));
}

interface Prepared {
  target: Target;
  verification?: Verification;
  problems: Problem[];
}

async function prepareOne(target: Target, inputs: Inputs, world: World): Promise<Prepared> {
  const [addresses, metering] = await Promise.all([
    quietly(() => lookUpAddresses(target, inputs, world), {
      input: 'smoke-test',
      action: 'elasticloadbalancing:DescribeListeners',
      doing: 'looking up the endpoint for smoke-test',
      also: 'Or write the address of the service instead of the placeholder.',
    }),
    quietly(() => readMetering({ target, checks: inputs['metric-checks'] ?? [] }, world), {
      input: 'metric-checks',
      action: 'cloudwatch:GetMetricData',
      doing: 'trying the metric checks',
      also: 'Or remove metric-checks.',
    }),
  ]);
  const unread = [addresses, metering].flatMap((one) => ('problem' in one ? [one.problem] : []));
  if ('problem' in addresses || 'problem' in metering) return { target, problems: unread };
  const { production, test } = addresses.found;
  const known: ReleaseCheck['known'] = { production: production !== undefined, test: test !== undefined };
  const verification: Verification = {
    probes: inputs['smoke-test'] ?? [],
    timeoutSeconds: inputs['smoke-test-timeout-seconds'],
    filling: { endpoint: production?.url, 'test-endpoint': test?.url, service: target.name },
    testHeaders: test?.headers ?? {},
    checks: inputs['metric-checks'] ?? [],
    seen: new Map(),
  };
  return { target, verification, problems: checkRelease({ target, inputs, known, metering: metering.found }) };
}

/** ECS knows the address of an Express service itself, once it is deployed. */
async function lookUpAddresses(target: Target, inputs: Inputs, world: World): Promise<Addresses> {
  const needsAddress = (inputs['smoke-test'] ?? []).some((probe) => {
    const used = placeholdersOf(probe);
    return used.has('endpoint') || used.has('test-endpoint');
  });
  if (target.kind === 'express' || !needsAddress) return {};
  return await readAddresses(target.settings.loadBalancers ?? target.service.loadBalancers ?? [], world);
}

interface Reading {
  input: 'smoke-test' | 'metric-checks';
  action: string;
  doing: string;
  /** What else can be done. */
  also: string;
}

/** What cannot be verified must be known before the first write. */
async function quietly<T>(
  read: () => Promise<T>,
  { input, also, ...call }: Reading,
): Promise<{ found: T } | { problem: Problem }> {
  try {
    return { found: await read() };
  } catch (error) {
    const { message, fix } = toDeployError(error, call);
    return { problem: toProblem('verification-unreadable', atInput(input), { message, fix: `${fix} ${also}` }) };
  }
}
