import { controllerOf } from '../aws/service.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { Target } from '../model.ts';
import { codeDeployNames } from '../plan/codedeploy-group.ts';

/** What CodeDeploy needs to deploy a service that the step creates for it; ECS makes none of it. */
export function laterDeploys(target: Target, inputs: Inputs): string[] {
  if (target.kind !== 'service' || target.creates === undefined || controllerOf(target.creates) !== 'CODE_DEPLOY')
    return [];
  const { application, name } = codeDeployNames(target, inputs);
  return [
    `From now on CodeDeploy deploys ${target.name}. That takes a CodeDeploy application (${application}) with a deployment group (${name}), which has a second target group, and an AppSpec (\`codedeploy-appspec\`). Other names go into \`codedeploy-application\` and \`codedeploy-deployment-group\`.`,
  ];
}
