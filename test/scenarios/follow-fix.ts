import type { InputName } from '../../src/inputs/spec.ts';

export type Given = Partial<Record<InputName, string>>;

interface Container {
  name: string;
  portMappings: Record<string, unknown>[];
}

export interface Template {
  containerDefinitions: Container[];
  volumes?: Record<string, unknown>[];
  [field: string]: unknown;
}

export interface Attempt {
  given: Given;
  template: Template;
}

/** Fixes have these forms: following one means doing exactly what it says. */
const FORMS: [form: RegExp, follow: (words: string[], attempt: Attempt) => void][] = [
  [
    /^Set (task-role-arn) to a role/,
    ([name = ''], { given }) => void (given[name as InputName] = 'arn:aws:iam::123456789012:role/web-task'),
  ],
  [/^Remove ([a-z-]+)[.,]/, ([name = ''], { given }) => void delete given[name as InputName]],
  [/ ([a-z-]+): (\[.*\])$/, ([name = '', value], { given }) => void (given[name as InputName] = value)],
  [/^Set ([a-z-]+) to (\d+|[a-z-]+)/, ([name = '', value], { given }) => void (given[name as InputName] = value)],
  [
    /^Set ([a-z-]+): ([a-z]+) and ([a-z-]+) with roleArn and sizeInGiB/,
    ([name = '', value, settings = ''], { given }) => {
      given[name as InputName] = value;
      given[settings as InputName] = '{ "roleArn": "arn:aws:iam::123456789012:role/ebs", "sizeInGiB": 10 }';
    },
  ],
  [
    /^Set (bake-time-minutes), for example to (\d+)/,
    ([name = '', value], { given }) => void (given[name as InputName] = value),
  ],
  [/^Set "(\w+)": "(\w+)"[.,]/, ([field = '', value], { template }) => void (template[field] = value)],
  [
    /^Set "configuredAtLaunch": true on it/,
    (_, { template }) => template.volumes?.forEach((volume) => (volume['configuredAtLaunch'] = true)),
  ],
  [
    /^Add (\{.*\}) to "volumes"/,
    ([item = ''], { template }) => void (template.volumes ??= []).push(JSON.parse(item) as {}),
  ],
  [
    /^Add "name": "(\w+)" to the port mapping of port (\d+) of container "(\w+)"/,
    ([name, port, container], { template }) => {
      const mappings = template.containerDefinitions.find((one) => one.name === container)?.portMappings;
      const mapping = mappings?.find(({ containerPort }) => containerPort === Number(port));
      if (mapping !== undefined) mapping['name'] = name;
    },
  ],
  [
    /^Remove appProtocol/,
    (_, { template }) =>
      template.containerDefinitions.forEach(({ portMappings }) =>
        portMappings.forEach((one) => delete one['appProtocol']),
      ),
  ],
  [
    /^Rename container "(\w+)" to "(\w+)"/,
    ([from, name = ''], { template }) =>
      void Object.assign(template.containerDefinitions.find((one) => one.name === from) ?? {}, { name }),
  ],
  [
    /^Add a port mapping with containerPort (\d+)/,
    ([port], { template }) => void template.containerDefinitions[0]?.portMappings.push({ containerPort: Number(port) }),
  ],
];

/** Does exactly what a fix says. */
export function followFix(fix: string, { given, template }: Attempt): Attempt {
  const attempt = structuredClone({ given, template });
  const found = FORMS.map(([form, follow]) => ({ words: form.exec(fix), follow })).find(({ words }) => words !== null);
  if (found?.words == null) throw new Error(`Nobody could follow this exactly: ${fix}`);
  found.follow(found.words.slice(1), attempt);
  return attempt;
}
