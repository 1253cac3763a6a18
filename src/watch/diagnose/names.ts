import type { Service, TaskDefinition } from '@aws-sdk/client-ecs';
import { lastPart } from '../../aws/arn.ts';
import { roomForOne, roomOf } from '../../aws/percents.ts';

/** What the texts of the explanations call by its kind, and this deployment by its name. */
export interface Names {
  executionRole?: string | undefined;
  taskRole?: string | undefined;
  region?: string | undefined;
  cluster?: string | undefined;
  /** `container app`: it asks for the image that could not be pulled. */
  asking?: string | undefined;
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
export function withNames(text: string, { executionRole, taskRole, region, cluster, minimum, maximum }: Names): string {
  return [
    (words: string) => named(words, EXECUTION_ROLE, executionRole),
    (words: string) => named(words, TASK_ROLE, taskRole),
    (words: string) => (region === undefined ? words : words.replaceAll('<region>', region)),
    (words: string) => (cluster === undefined ? words : words.replace(/\bthis cluster\b/u, `cluster ${cluster}`)),
    (words: string) =>
      minimum === undefined ? words : words.replace(/lower `minimumHealthyPercent`(?=,)/u, `$& ${minimum}`),
    (words: string) =>
      maximum === undefined ? words : words.replace(/lower `maximumPercent`(?= so|\.)/u, `$& ${maximum}`),
  ].reduce((words, name) => name(words), text);
}

const EXECUTION_ROLE =
  /(?<!such as |or a |or )\b[Tt]he (?:execution role|role in `executionRoleArn`)(?! [\w+=,.@-]+ \()/u;
const TASK_ROLE = /(?<!or )\b[Tt]he (?:task role|role in `taskRoleArn`)(?! instead)/u;

function named(text: string, kind: RegExp, name: string | undefined): string {
  return name === undefined || text.includes(name) ? text : text.replace(kind, (found) => `${found} (${name})`);
}

function nameOf(arn: string | undefined): string | undefined {
  return arn === undefined || arn === '' ? undefined : lastPart(arn);
}
