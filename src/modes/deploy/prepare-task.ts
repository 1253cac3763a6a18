import { lastPart } from '../../aws/arn.ts';
import { isActiveRevision } from '../../aws/service.ts';
import { checkOneOff } from '../../check/check.ts';
import type { Inputs } from '../../inputs/spec.ts';
import { runsTask } from '../../inputs/run-task.ts';
import type { LiveDefinition, Problem, Rendered, TaskDefinition, TaskTarget, Template } from '../../model.ts';
import { atInput, toProblem } from '../../problem.ts';
import { readClusters } from '../../plan/clusters.ts';
import type { Located } from '../../plan/locate.ts';
import { locateInRequest, planTask } from '../../plan/task.ts';
import type { Asked } from '../asked.ts';
import type { Prepared } from '../prepared.ts';
import { sameDefinition } from '../../render/diff.ts';
import type { Source } from '../read-document.ts';
import { asRequest, orProblems, readDefinition, revisionTemplate } from '../template.ts';
import type { World } from '../../world.ts';
import { phrase } from '../../phrases.ts';

/** The one-off task and the definition that it runs. */
export interface PreparedTask {
  target: TaskTarget;
  rendered: Rendered;
  /** The revision that already has exactly this definition. */
  existing?: string | undefined;
}

export interface TaskQuestion {
  asked: Asked;
  source: Source;
  located: Located[];
  prepared: Prepared[];
  renderOnce: (template: Template, express: boolean) => Rendered;
}

interface Chosen {
  rendered?: Rendered | undefined;
  live?: LiveDefinition | undefined;
  problems: Problem[];
}

/** Reads and checks what the one-off task needs, if one was requested. It runs once, however many services there are. */
export async function prepareTask(
  question: TaskQuestion,
  world: World,
): Promise<{ task?: PreparedTask | undefined; problems: Problem[] }> {
  const { asked, source, located } = question;
  const { inputs } = asked;
  if (!runsTask(inputs) || source.failed) return { problems: [] };
  const [lender] = located;
  const chosen = inputs.mode === 'run-task' ? await chooseAlone(question, world) : chooseOfServices(question);
  const { rendered, live, problems } = chosen;
  if (rendered === undefined) return { problems };
  const { definition } = rendered;
  const cluster = lender?.cluster ?? (lastPart(inputs.cluster ?? '') || 'default');
  const planned = planTask({ inputs, definition, lender, cluster, region: world.aws.region });
  problems.push(...planned.problems);
  if (inputs.checks !== 'off') {
    const isStrategyGiven = inputs['run-task-capacity-provider-strategy'] !== undefined;
    const known = await readClusters(isStrategyGiven ? [cluster] : [], world);
    problems.push(
      ...checkOneOff({
        rendered,
        target: planned.target,
        locate: locateInRequest,
        isStrategyGiven,
        clusterProviders: known.get(cluster)?.capacityProviders,
      }),
    );
  }
  return { task: { target: planned.target, rendered, existing: holder(definition, { source, live }) }, problems };
}

/** Without a deploy, it runs the template with its changes, or what the service runs now; several services must agree on that. */
async function chooseAlone({ source, located, renderOnce }: TaskQuestion, world: World): Promise<Chosen> {
  const [lender] = located;
  const revisions = new Set(located.map(({ service }) => service?.taskDefinition));
  if (source.template === undefined && revisions.size > 1) return { problems: [severalRevisions(located)] };
  const name = lender?.service?.taskDefinition;
  const read = async (arn: string): Promise<Chosen> => ({ live: await readDefinition(arn, world), problems: [] });
  const needed = source.template === undefined && name !== undefined;
  const { live, problems } = needed
    ? await orProblems<Chosen>(
        { problems: [] },
        { action: 'ecs:DescribeTaskDefinition', doing: 'reading the live task definition' },
        () => read(name),
      )
    : { problems: [] };
  const template =
    source.template ?? (live && revisionTemplate(live, { kind: 'service', service: lender?.name ?? '' }));
  return { rendered: template && renderOnce(template, lender?.kind === 'express'), live, problems };
}

function severalRevisions(located: Located[]): Problem {
  const live = located.map(({ name, service }) => `${name} runs ${lastPart(service?.taskDefinition ?? 'nothing yet')}`);
  return withoutDefinition(
    `The one-off task runs one task definition, but the services run several: ${live.join(', ')}.`,
    'Name one service, or set task-definition, task-definition-arn or task-definition-family.',
    'service',
  );
}

/** Before a deploy, it runs what the services will run; that has to be one definition. */
function chooseOfServices(question: TaskQuestion): Chosen {
  const { source, prepared, renderOnce } = question;
  const [first] = prepared;
  if (first === undefined) return { rendered: source.template && renderOnce(source.template, false), problems: [] };
  const definitions = new Set(prepared.flatMap(({ rendered }) => rendered ?? []));
  const ofImages = prepared.filter((one) => one.rendered === undefined);
  if (source.template === undefined && (definitions.size > 1 || ofImages.length > 1)) {
    return {
      problems: [
        withoutDefinition(
          'Each service has its own task definition, but the one-off task runs one.',
          `Set task-definition, or run the task in its own step with ${phrase('mode', 'run-task')}.`,
        ),
      ],
    };
  }
  const [rendered] = definitions;
  if (rendered === undefined) return chooseOfExpress(first, question);
  return { rendered, live: prepared.find((one) => one.rendered === rendered)?.target.live, problems: [] };
}

/** Express registers the task definition of a service deployed from an image; the task runs it with this deploy's changes. */
function chooseOfExpress({ target }: Prepared, { asked, renderOnce }: TaskQuestion): Chosen {
  const { live } = target;
  if (live === undefined) {
    return {
      problems: [
        withoutDefinition(
          `Express service "${target.name}" does not exist yet: before its first deploy there is no task definition for the one-off task.`,
          'Set task-definition, or run the task after the first deploy.',
        ),
      ],
    };
  }
  const template = revisionTemplate(withoutReplaced(live, asked.inputs), { kind: 'service', service: target.name });
  const rendered = renderOnce(template, true);
  return { rendered, live, problems: rendered.problems };
}

/** The Express call replaces these lists; in a template they would be added to. */
function withoutReplaced(live: LiveDefinition, inputs: Inputs): LiveDefinition {
  const containerDefinitions = live.definition.containerDefinitions?.map((container) => ({
    ...container,
    ...(inputs['environment-variables'] === undefined ? {} : { environment: [] }),
    ...(inputs.secrets === undefined ? {} : { secrets: [] }),
  }));
  return { ...live, definition: { ...live.definition, containerDefinitions } };
}

function withoutDefinition(message: string, fix: string, input = 'run-task'): Problem {
  return toProblem('run-task-definition', atInput(input), { message, fix });
}

/** RunTask rejects a deregistered revision, even one that a service still runs. */
function holder(
  definition: TaskDefinition,
  { source, live }: { source: Source; live: LiveDefinition | undefined },
): string | undefined {
  const { template } = source;
  const held = [
    ...(live === undefined ? [] : [{ arn: live.arn, value: asRequest(live, definition) }]),
    ...(template?.kind === 'revision' ? [{ arn: template.name, value: template.value as TaskDefinition }] : []),
  ];
  return held.find(({ value }) => isActiveRevision(value as { status?: string }) && sameDefinition(value, definition))
    ?.arn;
}
