import { createDeployment } from '../../emulator/code-deploy.ts';
import type { World } from '../../emulator/world.ts';
import { play, QUICK_START, type Played } from './play.ts';

/** What the official action's documents show, with our container. */
export const APPSPEC = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo:
          ContainerName: web
          ContainerPort: 8080
Hooks:
  - AfterAllowTraffic: smoke-test
`;
export const FILES = { 'appspec.yaml': APPSPEC };
export const GROUP = { applicationName: 'AppECS-prod-web', deploymentGroupName: 'DgpECS-prod-web' };

export type Options = Partial<Parameters<typeof play>[0]>;

/** Deploys `web`, which CodeDeploy deploys, with the inputs of the quick start. */
export async function deploy(inputs: Options['inputs'] = {}, options: Options = {}): Promise<Played> {
  return await play({
    scenario: 'codedeploy-healthy',
    files: FILES,
    ...options,
    inputs: { ...QUICK_START, ...inputs },
  });
}

export function actions({ writes }: Played): string[] {
  return writes.map(({ action }) => action);
}

/** A deployment of the live revision that somebody else started. */
export function busy({ home }: World): void {
  createDeployment(home, {
    ...GROUP,
    revision: { appSpecContent: { content: APPSPEC.replace('<TASK_DEFINITION>', 'web:1') } },
  });
}

/** The settings of the deployment group, changed before the action runs. */
export function group(change: Partial<World['home']['codeDeploy']['groups'][number]['info']>): (world: World) => void {
  return ({ home }) => home.codeDeploy.groups.forEach(({ info }) => Object.assign(info, change));
}
