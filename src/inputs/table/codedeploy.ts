import { CODE_DEPLOY_SETTINGS } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import { CODE_DEPLOY, WRITES_OR_ROLLS_BACK, WRITES_OR_WATCHES } from './used-by.ts';

/** Deployments that CodeDeploy does. */
export const CODE_DEPLOY_SETTINGS_INPUTS = {
  'codedeploy-appspec': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'document',
    modes: WRITES_OR_ROLLS_BACK,
    services: CODE_DEPLOY,
    description:
      'The AppSpec, as the path of a file or as the document itself (YAML or JSON), for a service with the CODE_DEPLOY deployment controller. Its task definition is replaced by the one to deploy. Default: `appspec.yaml`.',
  },
  'codedeploy-application': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_WATCHES,
    services: CODE_DEPLOY,
    description: 'CodeDeploy application. Default: `AppECS-<cluster>-<service>`, each name truncated to 46 characters.',
  },
  'codedeploy-deployment-group': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_WATCHES,
    services: CODE_DEPLOY,
    description:
      'CodeDeploy deployment group. Default: `DgpECS-<cluster>-<service>`, each name truncated to 46 characters.',
  },
  'codedeploy-deployment-description': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_ROLLS_BACK,
    services: CODE_DEPLOY,
    description: 'Description of the CodeDeploy deployment. Truncated to 512 characters, with a warning.',
  },
  'codedeploy-deployment-config': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_ROLLS_BACK,
    services: CODE_DEPLOY,
    description:
      'CodeDeploy deployment configuration, such as `CodeDeployDefault.ECSCanary10Percent5Minutes`. Default: that of the deployment group.',
  },
} as const satisfies Record<string, InputSpec>;
