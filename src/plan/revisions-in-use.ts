import type { Service } from '@aws-sdk/client-ecs';
import { lastPart } from '../aws/arn.ts';
import { controllerOf, liveTaskDefinition } from '../aws/service.ts';
import type { World } from '../world.ts';
import { readHistory } from './history.ts';
import type { Located } from './locate.ts';
import { chooseRevision, familyOf } from './rollback.ts';

/** Limits of DescribeServices, and how many of them are sent at once. */
const SERVICES_A_CALL = 10;
const AT_ONCE = 5;

export interface UseQuestion {
  cluster: string;
  family: string;
  /** The ACTIVE revisions of the family, newest first. */
  active: readonly string[];
  /** The services of this step, which are known in more detail. */
  located: readonly Located[];
  /** The task definition in an AppSpec of CodeDeploy. */
  definitionOf: (content: string, live: string) => Promise<string | undefined>;
}

/** Why each revision is needed; or why that cannot be known, because then none may be taken for unused. */
export type Uses = { uses: Map<string, string> } | { unread: string };

/** Finds every revision of a family that a service, a rollback, a deployment in flight or a running task of the cluster needs. */
export async function readUses(question: UseQuestion, world: World): Promise<Uses> {
  const { cluster, family } = question;
  const uses = new Map<string, string>();
  const note = (arn: string | undefined, why: string): void => {
    if (arn !== undefined && !uses.has(arn)) uses.set(arn, why);
  };
  const services = await describeAll(cluster, world);
  for (const service of services) {
    for (const arn of revisionsOf(service)) note(arn, `service ${service.serviceName ?? ''} uses it`);
  }
  const related = services.filter((service) => revisionsOf(service).some((arn) => familyOf(arn) === family));
  for (const service of related) {
    const told = await readPast(service, question, world);
    if ('unread' in told) return told;
    for (const [arn, why] of told.uses) note(arn, why);
  }
  for (const arn of await runningRevisions({ cluster, family }, world)) note(arn, 'a task is running it');
  return { uses };
}

/** Everything that a service is running, starting or leaving. */
function revisionsOf(service: Service): string[] {
  const all = [liveTaskDefinition(service), service.taskDefinition].concat(
    [...(service.deployments ?? []), ...(service.taskSets ?? [])].map(({ taskDefinition }) => taskDefinition),
  );
  return [...new Set(all.flatMap((arn) => arn ?? []))];
}

/** What a rollback of the service would go to, and what its deployments in flight deploy. */
async function readPast(
  service: Service,
  { cluster, active, located, definitionOf }: UseQuestion,
  world: World,
): Promise<Uses> {
  const { serviceName: name = lastPart(service.serviceArn ?? '') } = service;
  const known = located.find((one) => one.name === name && one.cluster === cluster);
  const live = liveTaskDefinition(service) ?? '';
  if (known?.group === undefined && controllerOf(service) !== 'ECS') {
    return { unread: `What ${name} would roll back to is unknown here: it has another deployment controller.` };
  }
  const place: Located = known === undefined ? { name, cluster, kind: 'service', service } : { ...known, service };
  const history = await readHistory(place, (content) => definitionOf(content, live), world);
  if (history.unread !== undefined) {
    return { unread: `What ${name} would roll back to is unknown: ${history.unread}` };
  }
  const uses = new Map<string, string>();
  for (const { taskDefinitionArn, end } of history.deployments) {
    if (end === 'none') uses.set(taskDefinitionArn, `a deployment of ${name} has not ended`);
  }
  const choice = chooseRevision({ service: name, to: { kind: 'previous' }, live, history, family: active });
  const back = choice.taskDefinitionArn;
  if (back !== undefined) uses.set(back, `${name} would roll back to it`);
  return { uses };
}

async function describeAll(cluster: string, world: World): Promise<Service[]> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await world.aws.ecs.listServicesPage({ cluster, nextToken });
    arns.push(...(page.serviceArns ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  const calls = Array.from({ length: Math.ceil(arns.length / SERVICES_A_CALL) }, (_, index) =>
    arns.slice(index * SERVICES_A_CALL, (index + 1) * SERVICES_A_CALL),
  );
  const services: Service[] = [];
  for (let start = 0; start < calls.length; start += AT_ONCE) {
    const answers = await Promise.all(
      calls.slice(start, start + AT_ONCE).map((asked) => world.aws.ecs.describeServices({ cluster, services: asked })),
    );
    services.push(...answers.flatMap((answer) => answer.services ?? []));
  }
  return services;
}

async function runningRevisions(query: { cluster: string; family: string }, { aws }: World): Promise<string[]> {
  const revisions: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await aws.ecs.listFamilyTasksPage({ ...query, nextToken });
    const tasks = page.taskArns ?? [];
    const described = tasks.length === 0 ? [] : await aws.ecs.describeTasks({ cluster: query.cluster, tasks });
    revisions.push(...described.flatMap(({ taskDefinitionArn }) => taskDefinitionArn ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return revisions;
}
