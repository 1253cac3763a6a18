import { DOCUMENT_FIELDS, placeInDocument } from './document-fields.ts';
import { parseArn } from '../aws/arn.ts';
import type { InputName } from '../inputs/spec.ts';
import type { Origin, Problem, TaskDefinition } from '../model.ts';
import { toAfterwards } from './afterwards.ts';
import { createRules } from './live-create.ts';
import { documentRules } from './document.ts';
import type { LiveCheck, LiveContext, LiveRules } from './live-context.ts';
import { capacityRules } from './live-capacity.ts';
import { deploymentRules } from './live-deployment.ts';
import { expressSettingRules } from './live-express.ts';
import { balancerRules } from './live-balancers.ts';
import { placementRules } from './live-placement.ts';
import { familyRules, networkModeRules, taskRoleRules } from './live-definition.ts';
import { discoveryRules } from './live-discovery.ts';
import { scalingRules } from './live-scaling.ts';
import { ownerRules } from './live-owner.ts';
import { volumeSettingRules } from './live-volumes.ts';
import { readFields } from './schema.ts';
import { checkService } from './service.ts';

const DOCUMENT_INPUTS = Object.keys(DOCUMENT_FIELDS) as InputName[];

const CONCERNS: readonly LiveRules[] = [
  documentRules,
  createRules,
  deploymentRules,
  scalingRules,
  capacityRules,
  placementRules,
  balancerRules,
  networkModeRules,
  taskRoleRules,
  familyRules,
  discoveryRules,
  volumeSettingRules,
  expressSettingRules,
  ownerRules,
];

/** Updates that ECS would reject or never finish: the service as it is now decides, whatever is registered (docs: API_UpdateService). */
export function checkLive(check: LiveCheck): Problem[] {
  const { target, document, definition, locate } = check;
  const { name, cluster, service } = target;
  const region = parseArn(service?.serviceArn ?? '')?.region;
  const documented = DOCUMENT_INPUTS.filter((input) => placeInDocument(input, document) !== undefined);
  const given = [...check.given, ...documented];
  const originOf = (input: InputName): Origin => {
    const path = check.given.includes(input) ? undefined : placeInDocument(input, document);
    if (path !== undefined && document !== undefined) return document.locate(path);
    return given.includes(input) ? { kind: 'input', input } : { kind: 'service', service: name };
  };
  const context: LiveContext = {
    ...check,
    given,
    definition: definition && soundPart(definition, locate),
    after: toAfterwards(target),
    originOf,
    updateCommand: `aws ecs update-service --cluster ${cluster} --service ${name}${region === undefined ? '' : ` --region ${region}`}`,
  };
  const risks = target.kind === 'express' || check.isRollback === true ? [] : checkService(target, originOf);
  return [...CONCERNS.flatMap((rules) => [...rules(context)]), ...risks];
}

/** Wrong types are reported elsewhere; the rules can trust the types of what is left. */
function soundPart(definition: TaskDefinition, locate: LiveCheck['locate']): TaskDefinition {
  return readFields({ value: definition, locate }, 'RegisterTaskDefinitionRequest').sound as unknown as TaskDefinition;
}
