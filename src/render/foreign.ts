import type { Path } from '../model.ts';

/** What a document is in the place of the one that is needed, where in it that shows, and what to give. */
export interface Foreign {
  message: string;
  fix: string;
  path: Path;
}

const DESCRIBE =
  '`aws ecs describe-task-definition --task-definition <family> > task-definition.json` writes one that is registered; task-definition-family uses it without a file.';

/** Documents of other tools that people take for a task definition. Each shape is one that a task definition cannot have. */
const DOCUMENTS: readonly { is: string; fix: string; find: (document: Json) => Path | undefined }[] = [
  {
    is: 'an AppSpec',
    fix: 'Set codedeploy-appspec to this file, and task-definition to the file of the task definition.',
    find: (document) => ('version' in document && Array.isArray(anyOf(document, RESOURCES)) ? [] : undefined),
  },
  {
    is: 'a CloudFormation template',
    fix: `Set task-definition to a file with the task definition alone. ${DESCRIBE}`,
    find: ({ Resources, AWSTemplateFormatVersion: version }) =>
      isRecord(Resources) || version !== undefined ? ['Resources'] : undefined,
  },
  {
    is: 'a CloudFormation resource',
    fix: `Set task-definition to a file with the task definition alone. ${DESCRIBE}`,
    find: ({ Type: type }) => (typeof type === 'string' && type.startsWith('AWS::') ? ['Type'] : undefined),
  },
  {
    is: 'the properties of a CloudFormation resource',
    fix: 'Write the keys as the ECS API does: "family", "containerDefinitions", "image".',
    find: (document) => firstOf(document, ['ContainerDefinitions', 'Family']),
  },
  {
    is: 'Terraform code',
    fix: `Set task-definition to a file as the ECS API takes it. ${DESCRIBE}`,
    find: (document) => firstOf(document, ['container_definitions', 'resource']),
  },
  {
    is: 'a Kubernetes manifest',
    fix: 'Set task-definition to a file with "family" and "containerDefinitions".',
    find: ({ apiVersion, kind }) => (typeof apiVersion === 'string' && typeof kind === 'string' ? ['kind'] : undefined),
  },
  {
    is: 'a Compose file',
    fix: 'Set task-definition to a file with "family" and "containerDefinitions".',
    find: ({ services }) => (isRecord(services) ? ['services'] : undefined),
  },
  {
    is: 'the answer of describe-services',
    fix: `Set task-definition to the file of a task definition. ${DESCRIBE}`,
    find: ({ services }) => (Array.isArray(services) ? ['services'] : undefined),
  },
  {
    is: 'a service definition',
    fix: 'Set task-definition to the file of the task definition. Settings of the service have inputs of their own.',
    find: (document) => firstOf(document, ['serviceName', 'desiredCount', 'schedulingStrategy']),
  },
  {
    is: 'one container definition',
    fix: 'Write { "family": "…", "containerDefinitions": [ … ] } around it.',
    find: ({ image, name }) => (typeof image === 'string' && typeof name === 'string' ? ['image'] : undefined),
  },
];

type Json = Readonly<Record<string, unknown>>;

const RESOURCES = ['Resources', 'resources'];

/** What a document without a task definition in it is; undefined for a task definition, however many mistakes it has. */
export function findForeign(document: Json): Foreign | undefined {
  if (typeof document['containerDefinitions'] === 'string') {
    return {
      message: '"containerDefinitions" is text, not a list.',
      fix: 'Write the list itself, without the quotes around it and the backslashes in it.',
      path: ['containerDefinitions'],
    };
  }
  if ('containerDefinitions' in document) return undefined;
  for (const { find, is, fix } of DOCUMENTS) {
    const path = find(document);
    if (path !== undefined) return { message: `The file is ${is}, not a task definition.`, fix, path };
  }
  return undefined;
}

/** Terraform's own language is neither JSON nor YAML. */
export function findTerraform(text: string): Foreign | undefined {
  if (!/^\s*(?:resource|module|data|variable|output|provider|terraform|locals)\b[^\n:=]*\{\s*(?:#.*)?$/m.test(text)) {
    return undefined;
  }
  const fix = `Set task-definition to a file as the ECS API takes it. ${DESCRIBE}`;
  return { message: 'The file is Terraform code, not a task definition.', fix, path: [] };
}

/** CodePipeline's list of images. */
export function isImageList(list: readonly unknown[]): boolean {
  return list.length > 0 && list.every((item) => isRecord(item) && 'imageUri' in item);
}

function firstOf(document: Json, keys: readonly string[]): Path | undefined {
  const key = keys.find((one) => one in document);
  return key === undefined ? undefined : [key];
}

function anyOf(document: Json, keys: readonly string[]): unknown {
  return keys.map((key) => document[key]).find((value) => value !== undefined);
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
