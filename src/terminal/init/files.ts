import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { parseArn } from '../../aws/arn.ts';
import { newestConfiguration } from '../../aws/express.ts';
import { parseEcrImage } from '../../aws/image.ts';
import { addressOf } from '../schema/address.ts';
import type { LiveService } from './read-live.ts';
import { toServiceDefinition } from './service-definition.ts';
import { toTaskDefinition } from './task-definition.ts';
import { toWorkflow } from './workflow.ts';

export const PATHS = {
  task: 'task-definition.json',
  service: 'service-definition.yaml',
  appSpec: 'appspec.yaml',
  workflow: '.github/workflows/deploy.yml',
} as const;

export interface Place {
  region: string;
  /** Inputs that name what CodeDeploy has, if they were needed. */
  codeDeploy: Readonly<Record<string, string | undefined>>;
}

/** The files that deploy a service as it is live, by path. */
export async function toFileTexts(live: LiveService, place: Place): Promise<Map<string, string>> {
  const { stringify } = await import('yaml');
  const toYaml = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
  const { definition, appSpec } = live;
  const texts = new Map<string, string>();
  if (definition !== undefined) {
    const fields = { $schema: addressOf('task-definition'), ...toTaskDefinition(definition) };
    texts.set(PATHS.task, `${JSON.stringify(fields, undefined, 2)}\n`);
  }
  const scaled = live.isScaled ? '# desiredCount is left to Application Auto Scaling.\n' : '';
  const schema = addressOf(live.located.kind === 'express' ? 'express-service-definition' : 'service-definition');
  const start = `# yaml-language-server: $schema=${schema}\n${scaled}`;
  texts.set(PATHS.service, start + toYaml(toServiceDefinition(live)));
  if (appSpec !== undefined) texts.set(PATHS.appSpec, toYaml(appSpec));
  texts.set(PATHS.workflow, workflowOf(live, place));
  return texts;
}

function workflowOf(live: LiveService, { region, codeDeploy }: Place): string {
  const { located } = live;
  const { partition = 'aws', account = 'ACCOUNT' } = parseArn(located.service?.serviceArn ?? '') ?? {};
  const { image } = deployedContainer(live);
  return toWorkflow({
    service: located.name,
    region,
    partition,
    account,
    repository: repositoryOf(image) ?? `${account}.dkr.ecr.${region}.amazonaws.com/${located.name}`,
    inputs: deployInputs(live, codeDeploy),
  });
}

/** The inputs with which the files are deployed, besides the image. */
export function deployInputs(
  live: LiveService,
  codeDeploy: Place['codeDeploy'],
): Readonly<Record<string, string | undefined>> {
  const { definition, appSpec } = live;
  const isOneOfSeveral = (definition?.definition.containerDefinitions ?? []).length > 1;
  return {
    'service-definition': PATHS.service,
    'task-definition': definition === undefined ? undefined : PATHS.task,
    'codedeploy-appspec': appSpec === undefined ? undefined : PATHS.appSpec,
    ...codeDeploy,
    'container-name': isOneOfSeveral ? deployedContainer(live).name : undefined,
  };
}

/** The container that the workflow builds: the one behind the load balancer, or the first. */
export function deployedContainer({ located, definition }: LiveService): { name?: string | undefined; image: string } {
  const { primaryContainer } = newestConfiguration(located.express?.activeConfigurations) ?? {};
  if (definition === undefined) return { image: primaryContainer?.image ?? '' };
  const containers: TaskDefinition['containerDefinitions'] = definition.definition.containerDefinitions ?? [];
  const served = located.kind === 'express' ? 'Main' : located.service?.loadBalancers?.[0]?.containerName;
  const container = containers.find(({ name }) => name === served) ?? containers[0];
  return { name: container?.name, image: container?.image ?? '' };
}

function repositoryOf(image: string): string | undefined {
  const ecr = parseEcrImage(image);
  return ecr === undefined ? undefined : `${image.slice(0, image.indexOf('/'))}/${ecr.repositoryName}`;
}
