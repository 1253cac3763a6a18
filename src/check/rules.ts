import type { Problem, TaskDefinition } from '../model.ts';
import { containerRules } from './containers.ts';
import { toContext, type Check, type Rules } from './context.ts';
import { dependencyRules } from './dependencies.ts';
import { environmentRules } from './environment.ts';
import { expressRules } from './express.ts';
import { fargateRules } from './fargate.ts';
import { imageRules } from './images.ts';
import { loadBalancerRules } from './load-balancers.ts';
import { logRules } from './logs.ts';
import { nameRules } from './names.ts';
import { networkRules } from './network.ts';
import { placeholderRules } from './placeholders.ts';
import { resourceRules } from './resources.ts';
import { roleRules } from './roles.ts';
import { readFields } from './schema.ts';
import { volumeRules } from './volumes.ts';

export type { Check } from './context.ts';

const CONCERNS: readonly Rules[] = [
  nameRules,
  placeholderRules,
  imageRules,
  containerRules,
  dependencyRules,
  environmentRules,
  resourceRules,
  networkRules,
  volumeRules,
  logRules,
  roleRules,
  fargateRules,
  loadBalancerRules,
  expressRules,
];

/** Every mistake in a task definition that can be found without asking AWS, in one pass. */
export function checkDefinition(check: Check): Problem[] {
  const { problems, sound } = readFields(
    { value: check.definition, locate: check.locate, spelling: check.spelling },
    'RegisterTaskDefinitionRequest',
  );
  const context = toContext(check, sound as unknown as TaskDefinition);
  return withoutEchoes([...problems, ...CONCERNS.flatMap((rules) => [...rules(context)])]);
}

/** A value that is certainly wrong need not also be reported as a likely placeholder. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const certain = new Set(
    problems.filter(({ severity }) => severity === 'error').map(({ origin }) => JSON.stringify(origin)),
  );
  return problems.filter(({ rule, origin }) => rule !== 'placeholder-likely' || !certain.has(JSON.stringify(origin)));
}
