import type { ECSExpressGatewayService, Service } from '@aws-sdk/client-ecs';
import { distance } from 'fastest-levenshtein';
import { controllerOf, firstTaskSet, stateOf } from '../aws/service.ts';
import { lastPart, parseArn, parseServiceArn } from '../aws/arn.ts';
import { errorName } from '../aws/failure.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { CodeDeployGroup, Origin, Problem } from '../model.ts';
import { atInput, atService, toProblem } from '../problem.ts';
import type { World } from '../world.ts';
import { readDeploymentGroup } from './codedeploy-group.ts';
import { readOwnGroups } from './express-network.ts';
import { phrase } from '../phrases.ts';
import { followsOnly, rollsBack, wantedServices } from './wanted.ts';

/** A requested service as ECS knows it now; nothing is decided yet. */
export interface Located {
  name: string;
  cluster: string;
  kind: 'service' | 'express' | 'codedeploy';
  /** Absent if it will be created. */
  service?: Service;
  express?: ECSExpressGatewayService;
  /** Security groups that Express created for it. */
  ownSecurityGroups?: readonly string[];
  /** The deployment group that deploys it, if CodeDeploy does. */
  group?: CodeDeployGroup;
}

/** Looks up every service that the inputs name, in as few calls as AWS allows (ten services a call). Read-only. */
export async function locateServices(
  inputs: Inputs,
  world: World,
): Promise<{ located: Located[]; problems: Problem[] }> {
  const wanted = wantedServices(inputs);
  const located: Located[] = [];
  const problems: Problem[] = foreignArns(inputs, world.aws.region);
  if (problems.length > 0) return { located, problems };
  for (const [cluster, names] of groupByCluster(wanted)) {
    for (let start = 0; start < names.length; start += 10) {
      const found = await describe({ cluster, names: names.slice(start, start + 10) }, { inputs, world });
      if ('rule' in found) {
        problems.push(found);
        break;
      }
      for (const name of names.slice(start, start + 10)) {
        const outcome = await place({ name, cluster, service: found.get(name) }, { inputs, world });
        if ('rule' in outcome) problems.push(outcome);
        else located.push(outcome);
      }
    }
  }
  return { located, problems };
}

/** An ARN of another Region, or a service ARN of a cluster other than the named one, would deploy to the wrong place. */
function foreignArns(inputs: Inputs, region: string): Problem[] {
  const names = inputs.service ?? inputs['service-name'] ?? [];
  const cluster = inputs.cluster ?? '';
  const elsewhere = [...names, cluster].filter((text) => ![undefined, '', region].includes(parseArn(text)?.region));
  const clashing = names.filter(
    (text) => cluster !== '' && ![undefined, lastPart(cluster)].includes(parseServiceArn(text)?.cluster),
  );
  return [
    ...elsewhere.map((text) => {
      const noun = text === cluster ? 'cluster' : 'service';
      const there = parseArn(text)?.region;
      return toProblem('arn-region', placeOf(text, inputs), {
        message: `The ${noun} "${lastPart(text)}" is in Region ${there}, but ${phrase('this-step')} uses ${region}.`,
        fix: `Set ${phrase('region-setting')} to ${there}, or name a ${noun} in ${region}.`,
      });
    }),
    ...clashing.map((text) =>
      toProblem('arn-cluster', atService(text), {
        message: `${text} is not in the cluster "${lastPart(cluster)}" that ${phrase('the-input', 'cluster')} names.`,
        fix: `Remove ${phrase('the-input', 'cluster')}: it is taken from the ARN.`,
      }),
    ),
  ];
}

/** A deployment folder gives its cluster as an ARN that nobody wrote: the input leads to the line that names it. */
function placeOf(arn: string, { cluster }: Inputs): Origin {
  return arn === cluster ? atInput('cluster') : atService(arn);
}

/** The ARN of another account or partition must not deploy to the service of the same name in this one. */
function otherAccount(
  { serviceArn = '' }: Service,
  { inputs, name }: { inputs: Inputs; name: string },
): Problem | undefined {
  const own = parseArn(serviceArn);
  const given = [...(inputs.service ?? inputs['service-name'] ?? []), inputs.cluster ?? ''];
  const other = given
    .filter((text) => text === inputs.cluster || parseServiceArn(text)?.name === name)
    .find((text) => {
      const arn = parseArn(text);
      return own !== undefined && arn !== undefined && (arn.account !== own.account || arn.partition !== own.partition);
    });
  if (other === undefined) return undefined;
  const there = parseArn(other);
  const noun = other === inputs.cluster ? 'cluster' : 'service';
  const of = (arn: typeof there): string =>
    `account ${arn?.account}${own?.partition === there?.partition ? '' : ` (partition ${arn?.partition})`}`;
  return toProblem('arn-account', noun === 'cluster' ? atInput('cluster') : atService(name), {
    message: `The ${noun} "${lastPart(other)}" is in ${of(there)}, but the credentials are for ${of(own)}.`,
    fix: `Use credentials of ${of(there)} (${phrase('role-setting')}), or name a ${noun} in ${of(own)}.`,
  });
}

function groupByCluster(wanted: { name: string; cluster: string }[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { name, cluster } of wanted) groups.set(cluster, [...(groups.get(cluster) ?? []), name]);
  return groups;
}

/** Express creates the cluster `default` if an account has none yet (docs: DG/express-service-work). */
async function describe(
  { cluster, names }: { cluster: string; names: string[] },
  { inputs, world }: { inputs: Inputs; world: World },
): Promise<Map<string, Service> | Problem> {
  try {
    const { services = [] } = await world.aws.ecs.describeServices({ cluster, services: names });
    return new Map(services.map((service) => [service.serviceName ?? lastPart(service.serviceArn ?? ''), service]));
  } catch (error) {
    if (errorName(error) !== 'ClusterNotFoundException') throw error;
    if (cluster === 'default' && isExpressToBeCreated(inputs)) return new Map();
    const near = await nearestName(cluster, () => world.aws.ecs.listClusters());
    return toProblem('cluster-missing', atService(names[0] ?? ''), {
      message: `The cluster "${cluster}" does not exist in Region ${world.aws.region}.${didYouMean(near)}`,
      fix: 'Check cluster, Region and account.',
    });
  }
}

function isExpressToBeCreated(inputs: Inputs): boolean {
  const type = inputs['service-type'];
  return type === 'express' || (type === 'auto' && inputs['infrastructure-role-arn'] !== undefined);
}

function isClassicToBeCreated({ mode, 'service-definition': document }: Inputs): boolean {
  return document !== undefined && (mode === 'deploy' || mode === 'plan');
}

async function place(
  asked: { name: string; cluster: string; service: Service | undefined },
  { inputs, world }: { inputs: Inputs; world: World },
): Promise<Located | Problem> {
  const { name, cluster } = asked;
  const service = stateOf(asked.service) === 'deleted' ? undefined : asked.service;
  const type = inputs['service-type'];
  if (service === undefined) {
    const kind = isExpressToBeCreated(inputs) ? 'express' : isClassicToBeCreated(inputs) ? 'service' : undefined;
    const creates = kind !== undefined && deploys(inputs);
    return creates ? { name, cluster, kind } : missing(asked, { inputs, world });
  }
  const elsewhere = otherAccount(service, { inputs, name });
  if (elsewhere !== undefined) return elsewhere;
  if (stateOf(service) === 'deleting' && inputs.mode !== 'delete') {
    return toProblem('service-draining', atService(name), {
      message: `Service "${name}" in cluster "${cluster}" is DRAINING: it is being deleted.`,
      fix: 'Wait until it is gone and recreate it, or name another service.',
    });
  }
  const express = service.resourceManagementType === 'ECS';
  if (type !== 'auto' && express !== (type === 'express')) {
    return toProblem('service-type', atService(name), {
      message: `Service "${name}" in cluster "${cluster}" is ${express ? 'an Express' : 'a classic'} service, not ${express ? 'a classic' : 'an Express'} one.`,
      fix: 'Leave service-type at auto.',
    });
  }
  if (express && inputs.mode === 'delete') return { name, cluster, kind: 'express', service };
  if (express) {
    const described = await world.aws.ecs.describeExpressService(service.serviceArn ?? name);
    const ownSecurityGroups = await readOwnGroups(described, { inputs, world });
    return { name, cluster, kind: 'express', service, express: described, ownSecurityGroups };
  }
  const controller = controllerOf(service);
  const mayDeploy = inputs.mode === 'deploy' || inputs.mode === 'plan' || rollsBack(inputs) || followsOnly(inputs);
  if (controller === 'CODE_DEPLOY' && mayDeploy) {
    const group = await readDeploymentGroup(asked, { inputs, world });
    if (!('rule' in group)) return { name, cluster, kind: 'codedeploy', service, group };
    const isNew = inputs.mode === 'watch' && firstTaskSet(service) !== undefined;
    return isNew ? { name, cluster, kind: 'service', service } : group;
  }
  if (controller === 'EXTERNAL' && inputs.mode !== 'delete') {
    return toProblem('deployment-controller', atService(name), {
      message: `Service "${name}" in cluster "${cluster}" has the deployment controller ${controller}: its tasks come from task sets, which another tool creates.`,
      fix: 'Deploy it with the tool that owns its task sets (`aws ecs create-task-set`).',
    });
  }
  return { name, cluster, kind: 'service', service };
}

async function missing(
  asked: { name: string; cluster: string; service: Service | undefined },
  { inputs, world }: { inputs: Inputs; world: World },
): Promise<Problem> {
  const { name, cluster } = asked;
  const inactive = asked.service !== undefined;
  const nearest = inactive ? undefined : await nearestName(name, () => world.aws.ecs.listServices(cluster));
  const clusterNote =
    inputs.cluster === undefined && cluster === 'default'
      ? ` ${phrase('input', 'cluster')} is empty, so this looked in "default".`
      : '';
  const create = deploys(inputs) ? ` ${HOW_TO_CREATE}` : '';
  return toProblem(inactive ? 'service-inactive' : 'service-missing', atService(name), {
    message: inactive
      ? `Service "${name}" in cluster "${cluster}" is INACTIVE: it was deleted.`
      : `Service "${name}" does not exist in cluster "${cluster}" (Region ${world.aws.region}).${didYouMean(nearest)}`,
    fix: `Check service, cluster, Region and account.${clusterNote}${create}`,
  });
}

const HOW_TO_CREATE = `To create an Express service from an image, set ${phrase('setting', 'service-type: express')}, infrastructure-role-arn, execution-role-arn and image; to create a classic one, set service-definition.`;

function deploys(inputs: Inputs): boolean {
  return (inputs.mode === 'deploy' || inputs.mode === 'plan') && !rollsBack(inputs);
}

/** A name close to the one given, if names can be listed. */
async function nearestName(name: string, list: () => Promise<string[]>): Promise<string | undefined> {
  try {
    const names = (await list()).map(lastPart);
    const [nearest] = names.toSorted((a, b) => distance(a, name) - distance(b, name));
    return nearest !== undefined && distance(nearest, name) <= Math.max(2, name.length / 3) ? nearest : undefined;
  } catch {
    return undefined;
  }
}

export function didYouMean(name: string | undefined): string {
  return name === undefined ? '' : ` Did you mean "${name}"?`;
}
