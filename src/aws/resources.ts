import type { ECSManagedResources, ServiceRevision } from '@aws-sdk/client-ecs';
import { resourcePhaseOf } from './service.ts';

/** One resource that ECS creates and manages for an Express service: `load balancer`, `certificate`, `log group` … */
export interface ManagedResource {
  resource: string;
  status: string;
  reason?: string;
}

/** The resources of an Express service's revision, in AWS's order; empty for a classic service. */
export function managedResources(revision: ServiceRevision | undefined): ManagedResource[] {
  const resources: ECSManagedResources | undefined = revision?.ecsManagedResources;
  return resources === undefined ? [] : collect(resources, 'service');
}

export function resourceMessage({ resource, reason }: ManagedResource): string {
  return `ECS could not create the ${resource} of the service${reason === undefined ? '' : `: ${reason}`}`;
}

/** Whether looking again may show something new. */
export function isProvisioning(revision: ServiceRevision | undefined): boolean {
  return managedResources(revision).some((one) => resourcePhaseOf(one) === 'making');
}

function collect(node: object, name: string): ManagedResource[] {
  const { status, statusReason } = node as { status?: unknown; statusReason?: unknown };
  const own =
    typeof status === 'string'
      ? [{ resource: name, status, reason: typeof statusReason === 'string' ? statusReason : undefined }]
      : [];
  const below = Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    if (Array.isArray(value))
      return value.flatMap((item: unknown) => (isObject(item) ? collect(item, singular(inWords(key))) : []));
    return isObject(value) ? collect(value, inWords(key)) : [];
  });
  return [...own, ...below];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

function inWords(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function singular(words: string): string {
  return words.replace(/ies$/, 'y').replace(/s$/, '');
}
