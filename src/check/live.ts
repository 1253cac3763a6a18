import type { Problem, TaskDefinition } from '../model.ts';
import { toAfterwards } from './afterwards.ts';
import type { LiveCheck, LiveContext, LiveRules } from './live-context.ts';
import { capacityRules } from './live-capacity.ts';
import { deploymentRules } from './live-deployment.ts';
import { expressSettingRules } from './live-express.ts';
import { familyRules, networkModeRules, taskRoleRules } from './live-definition.ts';
import { discoveryRules } from './live-discovery.ts';
import { volumeSettingRules } from './live-volumes.ts';
import { readFields } from './schema.ts';
import { checkService } from './service.ts';

const CONCERNS: readonly LiveRules[] = [
  deploymentRules,
  capacityRules,
  networkModeRules,
  taskRoleRules,
  familyRules,
  discoveryRules,
  volumeSettingRules,
  expressSettingRules,
];

/** Updates that ECS would reject or never finish: the service as it is now decides, whatever is registered (docs: API_UpdateService). */
export function checkLive(check: LiveCheck): Problem[] {
  const { target, given, definition, locate } = check;
  const { name, cluster } = target;
  const context: LiveContext = {
    ...check,
    definition: definition && soundPart(definition, locate),
    after: toAfterwards(target),
    originOf: (input) => (given.includes(input) ? { kind: 'input', input } : { kind: 'service', service: name }),
    updateCommand: `aws ecs update-service --cluster ${cluster} --service ${name}`,
  };
  const risks = target.kind === 'express' || check.isRollback === true ? [] : checkService(target, given);
  return [...CONCERNS.flatMap((rules) => [...rules(context)]), ...risks];
}

/** Wrong types are reported elsewhere; the rules can trust the types of what is left. */
function soundPart(definition: TaskDefinition, locate: LiveCheck['locate']): TaskDefinition {
  return readFields({ value: definition, locate }, 'RegisterTaskDefinitionRequest').sound as unknown as TaskDefinition;
}
