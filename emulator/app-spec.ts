import type { AwsVpcConfiguration, CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { ApiError } from './api-error.ts';
import { findTaskDefinition } from './task-definitions.ts';
import type { Region, TaskDefinitionRecord } from './world.ts';

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html */
export interface AppSpec {
  definition: TaskDefinitionRecord;
  container: string;
  port: number;
  platformVersion?: string;
  network?: AwsVpcConfiguration;
  capacityProviderStrategy?: CapacityProviderStrategyItem[];
  /** Hook event in small letters → Lambda function. */
  hooks: ReadonlyMap<string, string>;
}

type Fields = Record<string, unknown>;

/** Reads what CreateDeployment got; what CodeDeploy could not deploy is refused. */
export function readAppSpec(region: Region, sent: { content?: string; sha256?: string }): AppSpec {
  const { content = '', sha256 } = sent;
  if (sha256 !== undefined && sha256 !== createHash('sha256').update(content).digest('hex')) {
    throw invalidRevision('The sha256 of the AppSpec content does not match.');
  }
  const root = fields(parseText(content));
  if (!/^0(?:\.0)?$/.test(String(root['version']))) throw invalidRevision('The AppSpec version must be 0.0.');
  const resources = Array.isArray(root['resources']) ? root['resources'] : [];
  const services = resources
    .flatMap((resource: unknown) => Object.values(fields(resource)))
    .map(fields)
    .filter((resource) => resource['type'] === 'AWS::ECS::Service');
  const [service] = services;
  if (!service) throw invalidRevision('The AppSpec file has no resource of type AWS::ECS::Service.');
  if (services.length > 1) throw invalidRevision('The AppSpec file has more than one resource.');
  const properties = fields(service['properties']);
  const balancer = fields(properties['loadbalancerinfo']);
  const definition = findDefinition(region, String(properties['taskdefinition']));
  const [container, port] = [String(balancer['containername']), Number(balancer['containerport'])];
  const found = definition.definition.containerDefinitions?.find(({ name }) => name === container);
  if (!found?.portMappings?.some(({ containerPort }) => containerPort === port)) {
    throw invalidRevision(`The task definition has no container ${container} with port ${port}.`);
  }
  return { definition, container, port, hooks: hooksOf(root['hooks']), ...placement(properties) };
}

function placement(properties: Fields): Pick<AppSpec, 'platformVersion' | 'network' | 'capacityProviderStrategy'> {
  const network = fields(fields(properties['networkconfiguration'])['awsvpcconfiguration']);
  const strategy = properties['capacityproviderstrategy'];
  const { platformversion: platformVersion } = properties;
  return {
    ...(typeof platformVersion === 'string' ? { platformVersion } : {}),
    ...(network['subnets'] === undefined
      ? {}
      : {
          network: {
            subnets: network['subnets'] as string[],
            securityGroups: network['securitygroups'] as string[],
            assignPublicIp: network['assignpublicip'] as AwsVpcConfiguration['assignPublicIp'],
          },
        }),
    ...(Array.isArray(strategy)
      ? {
          capacityProviderStrategy: strategy.map((item: unknown) => {
            const { capacityprovider, weight, base } = fields(item);
            return { capacityProvider: String(capacityprovider), weight: Number(weight ?? 0), base: Number(base ?? 0) };
          }),
        }
      : {}),
  };
}

/** In small letters. */
const HOOKS = new Set([
  'beforeinstall',
  'afterinstall',
  'afterallowtesttraffic',
  'beforeallowtraffic',
  'afterallowtraffic',
]);

function hooksOf(hooks: unknown): ReadonlyMap<string, string> {
  const entries = (Array.isArray(hooks) ? hooks : []).flatMap((hook: unknown) => Object.entries(fields(hook)));
  const [unknown] = entries.find(([event]) => !HOOKS.has(event)) ?? [];
  if (unknown !== undefined) throw invalidRevision(`The AppSpec file has an unknown hook: ${unknown}.`);
  return new Map(entries.map(([event, lambda]) => [event, String(lambda)]));
}

function findDefinition(region: Region, name: string): TaskDefinitionRecord {
  try {
    return findTaskDefinition(region, name);
  } catch {
    throw invalidRevision(`The task definition ${name} does not exist.`);
  }
}

function parseText(content: string): unknown {
  try {
    return parse(content) as unknown;
  } catch {
    throw invalidRevision('The AppSpec content is neither YAML nor JSON.');
  }
}

/** Keys count whatever their case. */
function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item as unknown]));
}

const invalidRevision = (message: string): ApiError => new ApiError('InvalidRevisionException', message);
