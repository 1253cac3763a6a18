import type { ECSExpressGatewayService, Service } from '@aws-sdk/client-ecs';
import { checkAppSpec } from '../../src/check/appspec.ts';
import type { LiveCheck } from '../../src/check/live-context.ts';
import { checkLive } from '../../src/check/live.ts';
import { checkDefinition, type Check } from '../../src/check/rules.ts';
import { toChanges } from '../../src/inputs/changes.ts';
import { parseInputs } from '../../src/inputs/parse.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import type { Problem, Target, TaskDefinition } from '../../src/model.ts';
import { planExpress } from '../../src/plan/express.ts';
import type { Located } from '../../src/plan/locate.ts';
import { planSettings } from '../../src/plan/settings.ts';
import { readAppSpec } from '../../src/render/appspec.ts';
import { parseFile } from '../../src/render/document.ts';
import { render } from '../../src/render/render.ts';

/** What triggers a rule, as docs/checks.md shows it, and what is said about it. */
export interface Example {
  /** What the reader has to know besides the code. */
  note?: string;
  language: 'json' | 'yaml' | 'text';
  code: string;
  find: () => Promise<Problem[]>;
}

type Given = Partial<Record<InputName, string>>;
type Rest = Omit<Check, 'definition' | 'locate'>;

export const ROLE = 'arn:aws:iam::111122223333:role/web';
const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/web@sha256:${'5d'.repeat(32)}`;
const PLACE = { name: 'web', cluster: 'prod', region: 'eu-west-1' };

/** A definition in which nothing is wrong. */
const SOUND = {
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: `${ROLE}-execution`,
};
const CONTAINER = {
  name: 'web',
  image: IMAGE,
  portMappings: [{ name: 'http', containerPort: 80 }],
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs' },
  },
};
const ON_EC2 = { requiresCompatibilities: ['EC2'], networkMode: undefined };

/** A whole file. */
export function file(name: string, text: string | Uint8Array, shown?: string): Example {
  const code = shown ?? (typeof text === 'string' ? text.trimEnd() : '');
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const language = name.endsWith('.json') ? 'json' : name.endsWith('.tf') ? 'text' : 'yaml';
  return {
    note: `The file ${name}:`,
    language,
    code,
    find: async () => {
      const { template, problems } = await parseFile({ file: name, bytes });
      return template === undefined ? problems : [...problems, ...render(template, {}).problems];
    },
  };
}

/** An AppSpec, beside the sound definition. */
export function appSpec(text: string): Example {
  return {
    note: 'The AppSpec, with a task definition whose container "web" maps port 80:',
    language: 'yaml',
    code: text.trimEnd(),
    find: async () => {
      const bytes = new TextEncoder().encode(text);
      const { template, problems } = await parseFile({ file: 'appspec.yaml', bytes, holds: 'AppSpec' });
      if (template === undefined) return problems;
      const read = readAppSpec(template);
      const definition = { ...SOUND, containerDefinitions: [CONTAINER] } as TaskDefinition;
      return [...read.problems, ...checkAppSpec(read.appSpec, definition)];
    },
  };
}

/** Fields of the container; the rest of the definition is sound. */
export function container(fields: object, { note, ...rest }: Rest & { note?: string } = {}): Example {
  return {
    note: note ?? 'In a container:',
    ...shownAs(fields),
    find: async () => check({ ...SOUND, containerDefinitions: [{ ...CONTAINER, ...fields }] }, rest),
  };
}

/** Fields of the task definition. */
export function task(fields: object, { note, ...rest }: Rest & { note?: string } = {}): Example {
  const whole = { ...SOUND, containerDefinitions: [CONTAINER], ...fields };
  return { note: note ?? 'In the task definition:', ...shownAs(fields), find: async () => check(whole, rest) };
}

/** Containers beside each other; what they do not say is sound. */
export function containers(
  list: object[],
  fields: object = {},
  { note, ...rest }: Rest & { note?: string } = {},
): Example {
  const whole = {
    ...SOUND,
    ...fields,
    containerDefinitions: list.map((one) => ({ ...CONTAINER, portMappings: [], ...one })),
  };
  return { note: note ?? 'The containers:', ...shownAs(list), find: async () => check(whole, rest) };
}

/** The same on EC2. */
export function onEc2(example: (fields: object) => Example, fields: object): Example {
  return example({ ...ON_EC2, ...fields });
}

/** Inputs that change a definition with these containers. */
export function inputs(given: Given, names = ['web', 'log'], changed: { image?: string } = {}): Example {
  return {
    note: `These inputs, with a task definition that has the ${names.length === 1 ? 'container' : 'containers'} ${names.join(' and ')}${changed.image === undefined ? '' : ` with the image \`${changed.image}\``}:`,
    ...asInputs(given),
    find: async () => {
      const containerDefinitions = names.map((name) => ({ ...CONTAINER, ...changed, name }));
      const text = JSON.stringify({ ...SOUND, containerDefinitions });
      const { template } = await parseFile({ file: 'td.json', bytes: new TextEncoder().encode(text) });
      if (template === undefined) throw new Error('the definition cannot be read');
      return render(template, toChanges(parse(given).inputs, { express: false })).problems;
    },
  };
}

interface Live {
  note: string;
  service?: Service;
  given?: Given;
  definition?: Partial<TaskDefinition>;
  live?: Partial<TaskDefinition>;
  rest?: Partial<LiveCheck>;
}

/** A service as it is, and what a step would do to it. */
export function live({ note, service = {}, given = {}, definition = {}, live: former, rest = {} }: Live): Example {
  const whole = { ...SOUND, containerDefinitions: [CONTAINER], ...definition } as TaskDefinition;
  const shown = Object.keys(given).length > 0 ? asInputs(given) : shownAs(definition);
  return {
    note,
    ...shown,
    find: async () => {
      const parsed = parse(given);
      const sound = { desiredCount: 4, launchType: 'FARGATE', ...service } as Service;
      const { settings, changes } = planSettings({ ...parsed, live: sound });
      const target: Target = { kind: 'service', ...PLACE, service: sound, settings, changes, live: liveOf(former) };
      const locate = () => ({ kind: 'service', service: 'web' }) as const;
      return checkLive({ ...parsed, target, definition: whole, locate, ...rest });
    },
  };
}

/** An Express service as it is, and inputs that would change it. */
export function express(note: string, was: ECSExpressGatewayService, given: Given): Example {
  return {
    note,
    ...asInputs(given),
    find: async () => {
      const parsed = parse(given);
      const located: Located = { ...PLACE, kind: 'express', service: { serviceArn: 'arn' }, express: was };
      const { inputs: asked } = parsed;
      const { target, problems } = planExpress(located, {
        inputs: asked,
        definitionMode: 'image',
        region: PLACE.region,
      });
      const checked = checkLive({ ...parsed, target, locate: () => ({ kind: 'service', service: 'web' }) });
      return [...problems, ...checked];
    },
  };
}

/** Inputs that are wrong by themselves. */
export function parsed(given: Record<string, string>, note = 'These inputs:'): Example {
  const read = (name: InputName): string => given[name] ?? '';
  const surroundings = { names: Object.keys(given), isSet: () => false };
  return { note, ...asInputs(given), find: async () => parseInputs(read, surroundings).problems };
}

/** What only a call to AWS shows. */
export function found(note: string, shown: Record<string, string>, find: () => Problem[]): Example {
  return { note, ...asInputs(shown), find: async () => find() };
}

export function parse(given: Given) {
  return parseInputs((name) => given[name] ?? '');
}

function liveOf(former: Partial<TaskDefinition> | undefined) {
  if (former === undefined) return undefined;
  const definition = { ...SOUND, containerDefinitions: [CONTAINER], ...former } as TaskDefinition;
  return { arn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1', definition, tags: [] };
}

function check(definition: object, rest: Rest): Problem[] {
  const locate = () => ({ kind: 'file', file: 'task-definition.json', line: 1, column: 1 }) as const;
  return checkDefinition({ definition: JSON.parse(JSON.stringify(definition)) as TaskDefinition, locate, ...rest });
}

function shownAs(value: object): Pick<Example, 'language' | 'code'> {
  return { language: 'json', code: JSON.stringify(value, null, 2) };
}

export function asInputs(given: Record<string, string>): Pick<Example, 'language' | 'code'> {
  const lines = Object.entries(given).map(([name, value]) => {
    if (!value.includes('\n')) return `${name}: ${/^[\w./-]+$/.test(value) ? value : `'${value}'`}`;
    return `${name}: |\n${value.replaceAll(/^/gm, '  ')}`;
  });
  return { language: 'yaml', code: lines.join('\n') };
}
