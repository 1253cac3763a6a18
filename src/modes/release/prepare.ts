import type { LoadBalancer } from '@aws-sdk/client-ecs';
import type { AlarmState } from '../../aws/cloudwatch.ts';
import { toDeployError } from '../../aws/failure.ts';
import { checkRelease, type ReleaseCheck } from '../../check/check.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { Problem, Target } from '../../model.ts';
import { readAddresses, type Addresses } from '../../plan/addresses.ts';
import { isCreated } from '../../plan/create.ts';
import { readMetering } from '../../plan/measured.ts';
import { readPlaces } from '../../plan/own-urls.ts';
import { atInput, toProblem } from '../../problem.ts';
import { placeholdersOf, type Place } from '../../release.ts';
import { hostProblems } from './hosts.ts';
import type { Verification } from '../../verify/release/verification.ts';
import type { World } from '../../world.ts';

/** The service whose release is verified. */
export interface Subject {
  name: string;
  kind: Target['kind'];
  loadBalancers: readonly LoadBalancer[];
  /** What is deployed to it; absent if someone else has started the deployment. */
  target?: Target | undefined;
}

/** Finds out how the release of a service is verified, and what would keep it from being verified. Read-only. */
export async function prepareVerification(
  subject: Subject,
  inputs: Inputs,
  world: World,
): Promise<{ verification?: Verification; problems: Problem[] }> {
  const [unresolved, places, addresses, metering] = await Promise.all([
    isNew(subject) ? [] : hostProblems(inputs['smoke-test'] ?? [], world),
    inputs['on-pause'] === 'wait'
      ? new Map<string, Place>()
      : readPlaces({ probes: inputs['smoke-test'] ?? [], balancers: subject.loadBalancers }, world),
    quietly(() => lookUpAddresses(subject, inputs, world), {
      input: 'smoke-test',
      action: 'elasticloadbalancing:DescribeListeners',
      doing: 'looking up the endpoint for smoke-test',
      also: 'Or write the address of the service instead of the placeholder.',
    }),
    quietly(() => readMetering({ ...subject, checks: inputs['metric-checks'] ?? [] }, world), {
      input: 'metric-checks',
      action: 'cloudwatch:GetMetricData',
      doing: 'trying the metric checks',
      also: 'Or remove metric-checks.',
    }),
  ]);
  const unread = [...unresolved, ...[addresses, metering].flatMap((one) => ('problem' in one ? [one.problem] : []))];
  if ('problem' in addresses || 'problem' in metering) return { problems: unread };
  const { production, test } = addresses.found;
  const known: ReleaseCheck['known'] = { production: production !== undefined, test: test !== undefined, places };
  const verification: Verification = {
    probes: inputs['smoke-test'] ?? [],
    timeoutSeconds: inputs['smoke-test-timeout-seconds'],
    filling: { endpoint: production?.url, 'test-endpoint': test?.url, service: subject.name },
    testHeaders: test?.headers ?? {},
    places,
    checks: inputs['metric-checks'] ?? [],
    seen: new Map(),
    against: [],
    ringing: ringingOf(metering.found.alarms),
  };
  return {
    verification,
    problems: [...unresolved, ...checkRelease({ ...subject, inputs, known, metering: metering.found })],
  };
}

/** The alarms that are in ALARM. */
export function ringingOf(alarms: ReadonlyMap<string, AlarmState>): Set<string> {
  return new Set([...alarms].flatMap(([name, state]) => (state === 'alarm' ? [name] : [])));
}

/** The names of a service that is created may be created with it. */
function isNew({ target }: Subject): boolean {
  return target !== undefined && isCreated(target);
}

/** ECS knows the address of an Express service itself, once it is deployed. */
async function lookUpAddresses({ kind, loadBalancers }: Subject, inputs: Inputs, world: World): Promise<Addresses> {
  const needsAddress = (inputs['smoke-test'] ?? []).some((probe) => {
    const used = placeholdersOf(probe);
    return used.has('endpoint') || used.has('test-endpoint');
  });
  return kind === 'express' || !needsAddress ? {} : await readAddresses(loadBalancers, world);
}

interface Reading {
  input: 'smoke-test' | 'metric-checks';
  action: string;
  doing: string;
  /** What else can be done. */
  also: string;
}

/** What cannot be verified must be known before the first write. */
export async function quietly<T>(
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
