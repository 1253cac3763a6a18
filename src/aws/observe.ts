import type { Aws } from './clients.ts';
import { isDenied } from './failure.ts';

/** Listens to everything sent to and received from AWS, whichever step sent it. */
export interface Observer {
  /** A request or response that contains a task definition, or parts of one. */
  definition: (document: unknown) => void;
  /** A call was denied because a permission is missing. */
  denied: (error: unknown) => void;
}

const HOLDS_DEFINITION = new Set<string>([
  'createExpressService',
  'describeExpressService',
  'describeServiceRevisions',
  'describeTaskDefinition',
  'registerTaskDefinition',
  'runTask',
  'updateExpressService',
] satisfies (keyof Aws['ecs'])[]);

type Call = (...request: unknown[]) => unknown;

/** The same AWS, watched. */
export function observe(aws: Aws, observer: Observer): Aws {
  const observed = <T extends object>(client: T): T => observeCalls(client, observer);
  return {
    ...aws,
    ecs: observed(aws.ecs),
    codeDeploy: async () => observed(await aws.codeDeploy()),
    elbv2: async () => observed(await aws.elbv2()),
    ecr: async (region) => observed(await aws.ecr(region)),
    logs: async (region) => observed(await aws.logs(region)),
    scaling: async () => observed(await aws.scaling()),
    events: async () => observed(await aws.events()),
    scheduler: async () => observed(await aws.scheduler()),
    iam: async () => observed(await aws.iam()),
    secretsManager: async (region) => observed(await aws.secretsManager(region)),
    parameterStore: async (region) => observed(await aws.parameterStore(region)),
    cloudWatch: async () => observed(await aws.cloudWatch()),
    until: (signal) => observe(aws.until(signal), observer),
  };
}

function observeCalls<T extends object>(client: T, observer: Observer): T {
  const calls = Object.entries(client as Record<string, Call>).map(([name, call]) => [
    name,
    observeCall(call, HOLDS_DEFINITION.has(name) ? observer.definition : undefined, observer),
  ]);
  return Object.fromEntries(calls) as T;
}

function observeCall(call: Call, definition: Observer['definition'] | undefined, { denied }: Observer): Call {
  return async (...request) => {
    definition?.(request);
    try {
      const answer = await call(...request);
      definition?.(answer);
      return answer;
    } catch (error) {
      if (isDenied(error)) denied(error);
      throw error;
    }
  };
}
