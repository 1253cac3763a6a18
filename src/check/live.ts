import type { InputName, Inputs } from '../inputs/spec.ts';
import type { Origin, Path, Problem, Target, TaskDefinition } from '../model.ts';
import { toAfterwards, type Afterwards } from './afterwards.ts';
import { capacityRules } from './live-capacity.ts';
import { deploymentRules } from './live-deployment.ts';
import { expressSettingRules } from './live-express.ts';
import { networkModeRules, taskRoleRules } from './live-definition.ts';
import { discoveryRules } from './live-discovery.ts';
import { volumeSettingRules } from './live-volumes.ts';
import { readFields } from './schema.ts';
import { checkService } from './service.ts';

/** A service as it is now, what is to change about it, and the definition that it is to run. */
export interface LiveCheck {
  target: Target;
  /** Absent where ECS makes the definition itself (Express). */
  definition?: TaskDefinition | undefined;
  locate: (path: Path) => Origin;
  inputs: Inputs;
  given: readonly InputName[];
  /** A rollback brings back a revision as it is: no input can change it. */
  isRollback?: boolean;
  /** The capacity providers of the cluster; undefined where nobody asked or the role may not. */
  clusterProviders?: readonly string[] | undefined;
}

export interface LiveContext extends LiveCheck {
  after: Afterwards;
  /** Where a setting comes from: the input, else the service as it is. */
  originOf: (input: InputName) => Origin;
  /** For fixes that have to be made in AWS. */
  updateCommand: string;
}

export type LiveRules = (context: LiveContext) => Iterable<Problem>;

const CONCERNS: readonly LiveRules[] = [
  deploymentRules,
  capacityRules,
  networkModeRules,
  taskRoleRules,
  discoveryRules,
  volumeSettingRules,
  expressSettingRules,
];

/** What ECS would refuse of an update, or never finish: the service of today decides, whatever is registered (docs: API_UpdateService). */
export function checkLive(check: LiveCheck): Problem[] {
  const { target, given, definition, locate } = check;
  const { name, cluster } = target;
  const context: LiveContext = {
    ...check,
    definition:
      definition &&
      (readFields(definition, locate, 'RegisterTaskDefinitionRequest').sound as unknown as TaskDefinition),
    after: toAfterwards(target),
    originOf: (input) => (given.includes(input) ? { kind: 'input', input } : { kind: 'service', service: name }),
    updateCommand: `aws ecs update-service --cluster ${cluster} --service ${name}`,
  };
  const risks = target.kind === 'express' || check.isRollback === true ? [] : checkService(target, given);
  return [...CONCERNS.flatMap((rules) => [...rules(context)]), ...risks];
}
