import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Source } from './source.ts';

/** What a file should contain. */
export type Content = 'task definition' | 'AppSpec' | 'service definition' | 'manifest';

/** With its article. */
export function aContent(holds: Content): string {
  return `${holds === 'AppSpec' ? 'an' : 'a'} ${holds}`;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a file contains instead, and the fix. */
interface Other {
  is: string;
  fix: string;
}

const AS_THE_API = 'Use a task definition in the format of the ECS API, with "family" and "containerDefinitions".';
const SAVE_IT =
  'To save the live one: aws ecs describe-task-definition --task-definition <family> > task-definition.json';

/** Recognizes files that people pass instead of a task definition or AppSpec; says what they are without quoting them. */
export function otherDocument(source: Source, value: unknown, holds: Content): Problem | undefined {
  const other = inPlaceOf(source, value, holds);
  if (other === undefined) return undefined;
  return toProblem('other-document', source.at({ offset: 0, length: 0 }), {
    message: `${source.name} is ${other.is}, not ${aContent(holds)}.`,
    fix: other.fix,
  });
}

/** Jsonnet is a language of its own: what is no JSON must be rendered before. */
const JSONNET: Other = {
  is: 'a Jsonnet file',
  fix: 'Render it to JSON first, for example with `jsonnet`, and name that file.',
};

function inPlaceOf(source: Source, value: unknown, holds: Content): Other | undefined {
  if (value === undefined && /\.(?:jsonnet|libsonnet)$/i.test(source.name)) return JSONNET;
  switch (holds) {
    case 'AppSpec':
      return inPlaceOfAppSpec(value);
    case 'service definition':
      return inPlaceOfService(source, value);
    case 'manifest':
      return inPlaceOfManifest(source, value);
    case 'task definition':
      return ofText(source) ?? inPlaceOfTaskDefinition(value);
  }
}

const AS_THE_SERVICE_API =
  'Use the fields of the ECS API: "serviceName", "desiredCount", "deploymentConfiguration". To save the live ones: aws ecs describe-services --cluster <cluster> --services <service> > service-definition.json';

function inPlaceOfService(source: Source, value: unknown): Other | undefined {
  const terraform = ofText(source);
  if (terraform !== undefined) return { ...terraform, fix: AS_THE_SERVICE_API };
  if (!isFields(value)) return undefined;
  if ('containerDefinitions' in value || isFields(value['taskDefinition'])) {
    return { is: 'a task definition', fix: 'Set task-definition to it, and service-definition to the settings.' };
  }
  const other = KINDS.find(({ fits }) => fits(value))?.other;
  return other === undefined || other === SERVICE_DEFINITION ? undefined : { is: other.is, fix: AS_THE_SERVICE_API };
}

const AS_A_MANIFEST =
  'Write a manifest: "services" with the names of the services, and below each name its inputs (docs/many-services.md).';

function inPlaceOfManifest(source: Source, value: unknown): Other | undefined {
  const terraform = ofText(source);
  if (terraform !== undefined) return { ...terraform, fix: AS_A_MANIFEST };
  if (!isFields(value)) return undefined;
  const isCompose = Object.values(toFields(value['services'])).some(
    (service) => isFields(service) && COMPOSE_KEYS.some((key) => key in service),
  );
  if (isCompose) return { is: 'a Docker Compose file', fix: AS_A_MANIFEST };
  if ('containerDefinitions' in value || isFields(value['taskDefinition']))
    return { is: 'a task definition', fix: 'Set task-definition to it.' };
  if (('services' in value && !isDescribed(value['services'])) || 'defaults' in value) return undefined;
  const other = KINDS.find(({ fits }) => fits(value))?.other;
  if (other === SERVICE_DEFINITION) return { is: other.is, fix: 'Set service-definition to it.' };
  return other && { is: other.is, fix: AS_A_MANIFEST };
}

/** The answer of `describe-services` lists services as AWS knows them. */
function isDescribed(services: unknown): boolean {
  return Array.isArray(services) && services.some((one) => 'serviceArn' in toFields(one));
}

/** Keys of Compose that no input has. */
const COMPOSE_KEYS = ['build', 'ports', 'depends_on', 'volumes', 'environment'];

function inPlaceOfAppSpec(value: unknown): Other | undefined {
  if (!isFields(value) || 'Resources' in value) return undefined;
  if ('containerDefinitions' in value || isFields(value['taskDefinition'])) {
    return {
      is: 'a task definition',
      fix: 'Set task-definition to it, and codedeploy-appspec to the AppSpec.',
    };
  }
  return inPlaceOfTaskDefinition(value);
}

function inPlaceOfTaskDefinition(value: unknown): Other | undefined {
  if (Array.isArray(value)) return ofList(value);
  if (!isFields(value) || 'containerDefinitions' in value || isFields(value['taskDefinition'])) return undefined;
  return KINDS.find(({ fits }) => fits(value))?.other;
}

/** Terraform's own language is neither JSON nor YAML. */
function ofText({ text }: Source): Other | undefined {
  return /^[ \t]*(?:resource|module|terraform|provider|data)[ \t]+(?:"[\w-]+"[ \t]*)*\{/m.test(text)
    ? TERRAFORM
    : undefined;
}

function ofList(list: readonly unknown[]): Other | undefined {
  const [first] = list;
  if (!isFields(first)) return undefined;
  if ('imageUri' in first) {
    return {
      is: 'an imagedefinitions.json of CodePipeline',
      fix: `Set images to its contents (name=imageUri lines). ${AS_THE_API}`,
    };
  }
  return undefined;
}

const TERRAFORM: Other = { is: 'a Terraform file', fix: `${AS_THE_API} ${SAVE_IT}` };

const SERVICE_DEFINITION: Other = {
  is: 'a service definition',
  fix: `Set service-definition to it. ${AS_THE_API}`,
};

/** In this order; the first match wins. */
const KINDS: readonly { fits: (root: Fields) => boolean; other: Other }[] = [
  {
    fits: (root) => ['task_definition', 'service_definition', 'express_definition'].some((key) => key in root),
    other: {
      is: 'a configuration of ecspresso',
      fix: `Set task-definition, service-definition, service and cluster to what it names (docs/migrating.md). ${AS_THE_API}`,
    },
  },
  {
    fits: (root) => Array.isArray(root['Resources']),
    other: { is: 'an AppSpec for CodeDeploy', fix: `Set codedeploy-appspec to it. ${AS_THE_API}` },
  },
  {
    fits: (root) =>
      'AWSTemplateFormatVersion' in root || Object.values(toFields(root['Resources'])).some(isAwsResource),
    other: { is: 'a CloudFormation template', fix: `${AS_THE_API} ${SAVE_IT}` },
  },
  {
    fits: (root) => isAwsResource(root) || Object.values(root).some(isAwsResource),
    other: { is: 'a CloudFormation resource', fix: `${AS_THE_API} ${SAVE_IT}` },
  },
  {
    fits: (root) => 'ContainerDefinitions' in root,
    other: {
      is: 'the properties of a CloudFormation resource',
      fix: `Start each field name with a lowercase letter, as the ECS API does: "family", "containerDefinitions". ${SAVE_IT}`,
    },
  },
  {
    fits: (root) =>
      'container_definitions' in root ||
      'terraform_version' in root ||
      Object.keys(toFields(root['resource'])).some((type) => type.startsWith('aws_')),
    other: TERRAFORM,
  },
  {
    fits: (root) => typeof root['apiVersion'] === 'string' && typeof root['kind'] === 'string',
    other: { is: 'a Kubernetes manifest', fix: AS_THE_API },
  },
  {
    fits: (root) =>
      Object.values(toFields(root['services'])).some(
        (service) => isFields(service) && ('image' in service || 'build' in service),
      ),
    other: { is: 'a Docker Compose file', fix: `${AS_THE_API} Each service becomes a container.` },
  },
  {
    fits: (root) => 'jobs' in root && 'on' in root,
    other: { is: 'a GitHub Actions workflow', fix: AS_THE_API },
  },
  {
    fits: (root) =>
      Array.isArray(root['services']) || isServiceDefinition(root) || isServiceDefinition(toFields(root['service'])),
    other: SERVICE_DEFINITION,
  },
];

function isServiceDefinition(root: Fields): boolean {
  const named = [
    'serviceName',
    'serviceArn',
    'desiredCount',
    'deploymentConfiguration',
    'loadBalancers',
    'primaryContainer',
  ];
  return named.some((name) => name in root);
}

function isAwsResource(value: unknown): boolean {
  const type = toFields(value)['Type'];
  return typeof type === 'string' && type.startsWith('AWS::');
}

function toFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
