import type { Service } from '@aws-sdk/client-ecs';
import { CLOCK_SKEW_MS, primaryDeployment, stateOf } from '../aws/service.ts';
import type { Baseline, ServiceSettings } from '../model.ts';
import type { World } from '../world.ts';

export interface Question {
  cluster: string;
  name: string;
  baseline: Baseline;
  startedAt: Date;
  /** The requested revision; absent if ECS registers its own. */
  taskDefinitionArn?: string | undefined;
}

/** What a call with a lost response did to the service. */
export interface Effect {
  service: Service;
  /** The target service revision, if only the list of service deployments shows it. */
  serviceRevisionArn?: string | undefined;
}

/**
 * Checks whether a call with a lost response started a deployment. Either read may lag behind the call, so both
 * are made; undefined while neither shows it.
 */
export async function findEffect(question: Question, world: World): Promise<Effect | undefined> {
  const { cluster, name, baseline, taskDefinitionArn: wanted } = question;
  const [{ services }, listed] = await Promise.all([
    world.aws.ecs.describeServices({ cluster, services: [name] }),
    findListed(question, world),
  ]);
  const service = services?.find((one) => stateOf(one) !== 'deleted');
  if (service === undefined) return undefined;
  const primary = primaryDeployment(service);
  const isNew = primary !== undefined && primary.id !== baseline.primaryId;
  if (isNew && (wanted === undefined || primary.taskDefinition === wanted)) return { service };
  return listed === undefined ? undefined : { service, serviceRevisionArn: listed };
}

/** Checks whether the service has the settings that a call sent; only proves anything for calls that start no deployment. */
export async function findSettings(
  { cluster, name, settings }: { cluster: string; name: string; settings: ServiceSettings },
  world: World,
): Promise<Service | undefined> {
  const { services: [service] = [] } = await world.aws.ecs.describeServices({ cluster, services: [name] });
  return service !== undefined && holds(service, settings) ? service : undefined;
}

/** Whether AWS shows everything that was sent; it fills in what was left out. */
export function holds(shown: unknown, sent: unknown): boolean {
  if (Array.isArray(sent)) {
    return (
      Array.isArray(shown) && shown.length === sent.length && sent.every((one) => shown.some((it) => holds(it, one)))
    );
  }
  if (typeof sent !== 'object' || sent === null) return shown === sent;
  if (typeof shown !== 'object' || shown === null) return false;
  const members = new Map(Object.entries(shown));
  return Object.entries(sent).every(([name, value]) => value === undefined || holds(members.get(name), value));
}

/** The revision of a service deployment that was not there before. If the list is forbidden or unsupported, it proves nothing. */
async function findListed(
  { cluster, name, baseline, startedAt, taskDefinitionArn }: Question,
  world: World,
): Promise<string | undefined> {
  const known = baseline.serviceDeployments;
  if (known === undefined) return undefined;
  const notBefore = startedAt.getTime() - CLOCK_SKEW_MS;
  try {
    const briefs = await world.aws.ecs.listServiceDeployments({ cluster, service: name });
    const fresh = briefs.filter(
      ({ serviceDeploymentArn: arn, createdAt }) =>
        arn !== undefined && !known.has(arn) && (createdAt?.getTime() ?? 0) >= notBefore,
    );
    const revisions = fresh.flatMap(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? []);
    if (taskDefinitionArn === undefined || revisions.length === 0) return revisions[0];
    const described = await world.aws.ecs.describeServiceRevisions(revisions);
    return described.find(({ taskDefinition }) => taskDefinition === taskDefinitionArn)?.serviceRevisionArn;
  } catch {
    return undefined;
  }
}
