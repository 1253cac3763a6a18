import { lastPart } from '../aws/arn.ts';
import { actionOf, toDeployError } from '../aws/failure.ts';
import { isProvenanceKey } from '../aws/provenance.ts';
import type { LiveDefinition, Origin, Problem, TaskDefinition, Template } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { toTemplate } from '../render/document.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { readDocument, type Source } from './read-document.ts';

const SOURCES = ['task-definition', 'task-definition-arn', 'task-definition-family'] as const;

/** The template that the inputs name, if they name one. */
export async function readTemplate(asked: Pick<Asked, 'inputs' | 'bad' | 'document'>, world: World): Promise<Source> {
  const base = asked.document?.fields['taskDefinition'];
  const origin = asked.document?.locate(['taskDefinition']);
  const isNamed = typeof base === 'string' && base !== '' && origin !== undefined;
  const source = await readNamed(asked, world);
  if (!isNamed) return source ?? { failed: false, problems: [] };
  if (source === undefined) return await readRevision({ name: base, origin }, world);
  const family = familyOf(source.template);
  const given = asked.inputs['task-definition-arn'] ?? asked.inputs['task-definition-family'];
  const isOther = given !== undefined && isRevision(given) && isRevision(base) && lastPart(given) !== lastPart(base);
  if (family === undefined || (family === familyIn(base) && !isOther)) return source;
  const problem = toProblem('service-definition-base', origin, {
    message: `The service definition names the task definition "${lastPart(base)}", but the inputs say "${isOther ? lastPart(given) : family}".`,
    fix: 'Remove "taskDefinition" from the service definition, or make both the same.',
  });
  return { ...source, problems: [...source.problems, problem] };
}

/** The template that the inputs alone name; undefined if they name none. */
async function readNamed({ inputs, bad }: Pick<Asked, 'inputs' | 'bad'>, world: World): Promise<Source | undefined> {
  const given = inputs['task-definition'];
  const input = SOURCES.find((name) => inputs[name] !== undefined || bad.has(name));
  if (input === undefined) return undefined;
  if (bad.has(input)) return { failed: true, problems: [] };
  if (given !== undefined)
    return await readDocument({ given, input: 'task-definition', variables: inputs.variables }, world);
  const text = (input === 'task-definition' ? undefined : inputs[input]) ?? '';
  const revision = input === 'task-definition-family' ? inputs['task-definition-revision'] : undefined;
  const name = revision === undefined ? text : `${text}:${revision}`;
  return await readRevision({ name, origin: atInput(input) }, world);
}

async function readRevision({ name, origin }: { name: string; origin: Origin }, world: World): Promise<Source> {
  return await orProblems<Source>(
    { failed: true, problems: [] },
    { action: 'ecs:DescribeTaskDefinition', doing: 'reading the task definition' },
    async () => {
      const live = await readDefinition(name, world).catch((error: unknown) => {
        if (isNoSuchRevision(error)) return undefined;
        throw error;
      });
      return live === undefined
        ? { failed: true, problems: [noSuchRevision(name, origin, world)] }
        : { template: revisionTemplate(live, origin), failed: false, problems: [] };
    },
  );
}

/** Every client mistake has the same error name; only the text tells them apart. */
function isNoSuchRevision(error: unknown): boolean {
  return error instanceof Error && error.name === 'ClientException' && error.message.startsWith('Unable to describe');
}

function noSuchRevision(name: string, origin: Origin, world: World): Problem {
  return toProblem('task-definition-missing', origin, {
    message: `The task definition "${name}" does not exist in Region ${world.aws.region} of this account.`,
    fix: `Check the family, the revision, the Region and the account. \`aws ecs list-task-definitions --family-prefix ${familyIn(name)} --region ${world.aws.region}\` lists what exists.`,
  });
}

function familyOf(template: Template | undefined): string | undefined {
  const { family } = (template?.value ?? {}) as { family?: unknown };
  return typeof family === 'string' ? family : undefined;
}

function isRevision(name: string): boolean {
  return /:\d+$/.test(name);
}

function familyIn(name: string): string {
  return lastPart(name).replace(/:\d*$/, '');
}

export async function readDefinition(name: string, world: World): Promise<LiveDefinition> {
  const { taskDefinition, tags } = await world.aws.ecs.describeTaskDefinition(name);
  return {
    arn: taskDefinition?.taskDefinitionArn ?? name,
    definition: (taskDefinition ?? {}) as LiveDefinition['definition'],
    tags: tags ?? [],
  };
}

export function revisionTemplate(live: LiveDefinition, origin: Origin): Template {
  return toTemplate({ name: live.arn, value: asRequest(live), origin });
}

/**
 * A registered revision as it would be registered again: with its tags. Where it came from says nothing about what it runs, so
 * that provenance tags count only where the other definition was given some.
 */
export function asRequest(live: LiveDefinition, other?: TaskDefinition): TaskDefinition {
  const given = new Set(other?.tags?.map(({ key }) => key));
  const tags = ownTags(live).filter(({ key }) => !isProvenanceKey(key) || given.has(key));
  return { ...live.definition, tags };
}

/** CloudFormation and the CDK put `aws:` tags on what they create; AWS rejects them from anyone else. */
function ownTags({ tags }: LiveDefinition): LiveDefinition['tags'] {
  return tags.filter(({ key }) => !key?.startsWith('aws:'));
}

/** A read that AWS rejects is one more problem in the list, not the end of the checks. */
export async function orProblems<T extends { problems: Problem[] }>(
  empty: T,
  call: { action: string; doing: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = toDeployError(error, call);
    const problem: Problem = {
      rule: failure.code,
      severity: 'error',
      message: failure.message,
      fix: failure.fix,
      origin: { kind: 'aws', call: actionOf(error) ?? call.action },
    };
    return { ...empty, problems: [problem] };
  }
}
