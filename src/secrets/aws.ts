import type { Aws } from '../aws/clients.ts';
import type { Secrets } from './secrets.ts';

/** The calls whose requests or answers hold a task definition, or parts of one. */
const HOLDS_DEFINITION = new Set<string>([
  'createExpressService',
  'describeExpressService',
  'describeServiceRevisions',
  'describeTaskDefinition',
  'registerTaskDefinition',
  'runTask',
  'updateExpressService',
] satisfies (keyof Aws['ecs'])[]);

/** AWS with a memory for secrets: what a live definition holds must show nowhere, whoever asked for the definition. */
export function learnFromAws(aws: Aws, secrets: Pick<Secrets, 'learn'>): Aws {
  const learning = Object.entries(aws.ecs).map(([name, call]) => [
    name,
    HOLDS_DEFINITION.has(name) ? learnFromCall(call as Call, secrets) : call,
  ]);
  const until: Aws['until'] = (signal) => learnFromAws(aws.until(signal), secrets);
  return { ...aws, ecs: Object.fromEntries(learning) as Aws['ecs'], until };
}

type Call = (...request: unknown[]) => Promise<unknown>;

function learnFromCall(call: Call, { learn }: Pick<Secrets, 'learn'>): Call {
  return async (...request) => {
    learn(request);
    const answer = await call(...request);
    learn(answer);
    return answer;
  };
}
