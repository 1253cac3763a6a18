import { toDeployError } from '../../aws/failure.ts';
import type { InputName, Inputs } from '../../inputs/spec.ts';
import type { LiveDefinition, Origin, Problem, Template } from '../../model.ts';
import { parseDocument, toTemplate, type DocumentFile } from '../../render/document.ts';
import type { World } from '../../world.ts';

/** The template that the inputs name, if they name one and it can be read. */
export interface Source {
  template?: Template | undefined;
  problems: Problem[];
}

interface Asked extends Pick<DocumentFile, 'file' | 'holds'> {
  input: InputName;
  variables: Inputs['variables'];
}

export async function readTemplate(inputs: Inputs, world: World): Promise<Source> {
  const file = inputs['task-definition'];
  if (file !== undefined) return await readFile({ file, input: 'task-definition', variables: inputs.variables }, world);
  const family = inputs['task-definition-family'];
  const revision = inputs['task-definition-revision'];
  const name = inputs['task-definition-arn'] ?? (family && `${family}${revision === undefined ? '' : `:${revision}`}`);
  if (name === undefined) return { problems: [] };
  const input = inputs['task-definition-arn'] === undefined ? 'task-definition-family' : 'task-definition-arn';
  return await orProblems<Source>({ problems: [] }, 'reading the task definition', async () => {
    const live = await readDefinition(name, world).catch((error: unknown) => {
      if (isNoSuchRevision(error)) return undefined;
      throw error;
    });
    return live === undefined
      ? { problems: [noSuchRevision(name, input, world)] }
      : { template: revisionTemplate(live, { kind: 'input', input }), problems: [] };
  });
}

/** The name of the error is that of every mistake of a client; only its text tells which one it is. */
function isNoSuchRevision(error: unknown): boolean {
  return error instanceof Error && error.name === 'ClientException' && error.message.startsWith('Unable to describe');
}

function noSuchRevision(name: string, input: InputName, world: World): Problem {
  return {
    rule: 'task-definition-missing',
    severity: 'error',
    message: `There is no task definition "${name}" in Region ${world.aws.region} of this account.`,
    fix: 'Check family, revision, Region and account; `aws ecs list-task-definitions --family-prefix <family>` lists what is there.',
    origin: { kind: 'input', input },
  };
}

/** Reads a file that an input names; one that is not there is a problem like any other. */
export async function readFile({ file, input, variables, holds }: Asked, world: World): Promise<Source> {
  let bytes: Uint8Array;
  try {
    bytes = await world.files.read(file);
  } catch (error) {
    const reason =
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'does not exist' : 'cannot be read';
    return {
      problems: [
        {
          rule: 'file-missing',
          severity: 'error',
          message: `The ${holds ?? 'task definition'} file "${file}" ${reason}.`,
          fix: 'Check the path, which starts at the workspace, and that actions/checkout ran before this step.',
          origin: { kind: 'input', input },
        },
      ],
    };
  }
  const source = await parseDocument({ file, bytes, variables: new Map(variables), holds });
  world.learn?.(source.template?.value ?? new TextDecoder().decode(bytes));
  return source;
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

/** A registered revision as it would be asked for again: with its tags. */
export function asRequest(live: LiveDefinition): LiveDefinition['definition'] {
  return { ...live.definition, tags: ownTags(live) };
}

/** CloudFormation and the CDK put `aws:` tags on what they make; AWS refuses them from anybody else. */
function ownTags({ tags }: LiveDefinition): LiveDefinition['tags'] {
  return tags.filter(({ key }) => !key?.startsWith('aws:'));
}

/** What AWS refuses while reading is one more problem in the list, not the end of the checks. */
export async function orProblems<T extends { problems: Problem[] }>(
  empty: T,
  doing: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = toDeployError(error, { action: 'the read', doing });
    const problem: Problem = {
      rule: failure.code,
      severity: 'error',
      message: failure.message,
      fix: failure.fix,
      origin: { kind: 'input', input: 'service' },
    };
    return { ...empty, problems: [problem] };
  }
}
