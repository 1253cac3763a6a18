import { scenarios } from '../emulator/scenarios/scenarios.ts';
import type { World } from '../emulator/world.ts';

/** A scenario, and what the step is given in it. */
export interface Show {
  name: string;
  scenario: string;
  title: string;
  inputs: Record<string, string>;
  /** What is different from the scenario. */
  change?: (world: World) => void;
}

const DIGEST = `sha256:${'5d'.repeat(32)}`;

const CLASSIC = {
  service: 'web',
  cluster: 'prod',
  'task-definition': 'examples/task-definition.json',
  image: `111122223333.dkr.ecr.us-east-1.amazonaws.com/web@${DIGEST}`,
  variables: 'REGION=us-east-1',
};
const CODE_DEPLOY = { ...CLASSIC, 'codedeploy-appspec': 'examples/appspec.yaml' };
const PROBED = { ...CLASSIC, 'smoke-test': '{endpoint}/health' };
/** The release is tested while no user can see it. */
const PROBED_BEFORE = {
  ...CLASSIC,
  'smoke-test': '{test-endpoint}/health',
  'pause-at': 'POST_TEST_TRAFFIC_SHIFT',
  'on-pause': 'verify',
};
const EXPRESS = { service: 'shop', image: `111122223333.dkr.ecr.us-east-1.amazonaws.com/shop@${DIGEST}` };

/** What the terminal shows when nobody asks for more. */
export const FIRST_SHOWS = ['classic-healthy', 'express-canary', 'classic-breaker'];

/** Titles that say more about the deployment than the scenario does, which is about the account before it. */
const TITLES: Record<string, string> = {
  'classic-healthy': 'A healthy rollout of a classic service',
  'classic-breaker': 'New tasks exit with code 1, and the circuit breaker rolls back',
  'no-breaker-crash-loop': 'New tasks exit with code 1; the service has no circuit breaker, so the step turns it on',
  'rolling-probes': 'Rolling, then a smoke test of the release',
  'blue-green-probes': 'Blue/green, with a smoke test before any user sees the release',
  'canary-probes': 'Canary of 10 % for 5 min, with a smoke test before it begins',
  'express-canary': 'An Express service: canary, bake time, full traffic',
  'express-breaker': 'Express: new tasks exit with code 1, and the circuit breaker rolls back',
  'codedeploy-healthy': 'CodeDeploy: canary of 10 % for 5 min, then all the traffic',
  'codedeploy-crash': 'CodeDeploy: new tasks exit with code 1, and the step times out before CodeDeploy gives up',
  'codedeploy-hook-fails': 'CodeDeploy: the hook smoke-test reports Failed, and CodeDeploy rolls back',
};

/** Shows that are more than a scenario. */
const VARIATIONS: Record<string, Show> = {
  'smoke-test-fails': {
    name: 'smoke-test-fails',
    scenario: 'blue-green-probes',
    title: 'Blue/green: the smoke test gets a 500 before any user does, and the release goes back',
    inputs: PROBED_BEFORE,
    change: ({ behaviours }) => void behaviours.answers.set(CLASSIC.image, { status: 500, body: 'no database' }),
  },
};

/** The scenario or variation exists. */
export function showOf(name: string): Show {
  return VARIATIONS[name] ?? { name, scenario: name, title: titleOf(name), inputs: inputsOf(name) };
}

function titleOf(scenario: string): string {
  const title = (scenarios[scenario]?.title ?? scenario)
    .replace(/^service web; /, '')
    .replace(/^Express service shop; /, 'Express: ');
  return TITLES[scenario] ?? `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
}

function inputsOf(scenario: string): Record<string, string> {
  if (scenario === 'rolling-probes') return PROBED;
  if (scenario.endsWith('-probes')) return PROBED_BEFORE;
  if (scenario.startsWith('express')) return EXPRESS;
  return scenario.startsWith('codedeploy') ? CODE_DEPLOY : CLASSIC;
}
