import type { Service, TaskDefinition } from '@aws-sdk/client-ecs';
import { lastPart } from '../../aws/arn.ts';
import { roomForOne, roomOf } from '../../aws/percents.ts';

/** What the texts of the explanations call by its kind, and this deployment by its name. */
export interface Names {
  executionRole?: string | undefined;
  taskRole?: string | undefined;
  region?: string | undefined;
  cluster?: string | undefined;
  /** Which of several containers a text is about. */
  container?: string | undefined;
  /** `container app`: it asks for the image that could not be pulled. */
  asking?: string | undefined;
  /** `DB_URL in `secrets` of container web`: whose reference a text is about. */
  secret?: string | undefined;
  /** `from 100 to 50`: what lets an old task stop first. */
  minimum?: string | undefined;
  /** `from 200 to 125`: what lets one new task start at a time. */
  maximum?: string | undefined;
}

/** A text that only the task definition can make more precise. */
export function asksRoles(text: string): boolean {
  return EXECUTION_ROLE.test(text) || TASK_ROLE.test(text);
}

export function rolesOf({
  executionRoleArn,
  taskRoleArn,
}: Pick<TaskDefinition, 'executionRoleArn' | 'taskRoleArn'>): Names {
  return { executionRole: nameOf(executionRoleArn), taskRole: nameOf(taskRoleArn) };
}

/** With more than one task, a lower minimum lets one old task stop before a new one starts. */
export function minimumOf(service: Service | undefined): string | undefined {
  const { desiredCount = 0, deploymentConfiguration = {} } = service ?? {};
  const { desired, minimum, least } = roomOf(desiredCount, deploymentConfiguration);
  if (service === undefined || desired === 0 || least < desired) return undefined;
  return `from ${minimum} to ${roomForOne({ desired }).minimum}`;
}

/** The least that still lets one more task start than are wanted. */
export function maximumOf(service: Service | undefined): string | undefined {
  const { desiredCount = 0, deploymentConfiguration = {} } = service ?? {};
  const { desired, maximum } = roomOf(desiredCount, deploymentConfiguration);
  const least = Math.ceil(((desired + 1) * 100) / desired);
  return desired === 0 || least >= maximum ? undefined : `from ${maximum} to ${least}`;
}

/** Puts each known name once where the text only says what it is. */
export function withNames(
  text: string,
  { executionRole, taskRole, region, cluster, container, secret, minimum, maximum }: Names,
): string {
  return [
    (words: string) => named(words, EXECUTION_ROLE, executionRole),
    (words: string) => named(words, TASK_ROLE, taskRole),
    (words: string) => (region === undefined ? words : words.replaceAll('<region>', region)),
    (words: string) =>
      container === undefined || isNamed(words, container)
        ? words
        : words.replace(OF_CONTAINER, `$1 container ${container}`),
    (words: string) => (cluster === undefined ? words : words.replace(/\bthis cluster\b/u, `cluster ${cluster}`)),
    (words: string) => (secret === undefined ? words : words.replace(VALUE_FROM, `\`valueFrom\` of ${secret}`)),
    (words: string) =>
      minimum === undefined ? words : words.replace(/lower `minimumHealthyPercent`(?=,)/u, `$& ${minimum}`),
    (words: string) =>
      maximum === undefined ? words : words.replace(/lower `maximumPercent`(?= so|\.)/u, `$& ${maximum}`),
  ].reduce((words, name) => name(words), text);
}

const EXECUTION_ROLE =
  /(?<!such as |or a |or )\b[Tt]he (?:execution role|role in `executionRoleArn`)(?! [\w+=,.@-]+ \()/u;
const OF_CONTAINER = /\b(of|in) the container(?=[.,;:)]| (?:to|and|or|is|as)\b|$)/u;
const TASK_ROLE = /(?<!or )\b[Tt]he (?:task role|role in `taskRoleArn`)(?! instead)/u;

/** A reference that the text does not say whose it is. */
const VALUE_FROM = /`valueFrom`(?! (?:of|\())(?: in `secrets`)?/u;

export function asksSecret(fix: string): boolean {
  return VALUE_FROM.test(fix);
}

/** The one secret whose reference stands in a text, or the one that can be no reference at all. */
export function secretOf(message: string, { containerDefinitions = [] }: TaskDefinition): string | undefined {
  const all = containerDefinitions.flatMap(({ name, secrets = [] }) =>
    secrets.map((one) => ({
      words: `${one.name} in \`secrets\` of container ${name}`,
      valueFrom: one.valueFrom ?? '',
    })),
  );
  const isMeant = ({ valueFrom }: { valueFrom: string }): boolean => {
    const parts = valueFrom.split(':');
    const isArn = valueFrom.includes(':secretsmanager:');
    if (/unexpected ARN format/iu.test(message)) return isArn && parts.length !== 7 && parts.length !== 10;
    const reference = isArn
      ? parts.slice(0, 7).join(':')
      : valueFrom.replace(/^arn:[\w-]+:ssm:[\w-]*:\d*:parameter/u, '');
    return (
      reference !== '' &&
      message.split(/[\s'",;]+/u).some((word) => word === reference || word.endsWith(`:parameter${reference}`))
    );
  };
  const [one, ...others] = all.filter(isMeant);
  return others.length === 0 ? one?.words : undefined;
}

/** `app` is not named by `application`. */
function isNamed(text: string, container: string): boolean {
  return text.split(/[^\w-]+/u).includes(container);
}

function named(text: string, kind: RegExp, name: string | undefined): string {
  return name === undefined || text.includes(name) ? text : text.replace(kind, (found) => `${found} (${name})`);
}

function nameOf(arn: string | undefined): string | undefined {
  return arn === undefined || arn === '' ? undefined : lastPart(arn);
}
