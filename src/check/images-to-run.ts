import type { ContainerDefinition, ExpressGatewayServiceConfiguration } from '@aws-sdk/client-ecs';
import type { ExpressTarget, Origin, Rendered, Target, TaskDefinition } from '../model.ts';
import { wantedPlatform, type WantedPlatform } from './platforms.ts';

/** An image that would run, where it was written, and what it would run on. */
export interface AskedImage {
  image: string;
  origin: Origin;
  /** Absent if nothing says what the task runs on. */
  wanted?: WantedPlatform | undefined;
  /** Where the architecture is set. */
  setting: 'runtimePlatform.cpuArchitecture' | 'cpu-architecture';
}

/** The input that changes the image of an Express service. */
export type ImageInput = 'image' | 'image-tag';

/** The images of a rendered task definition. */
export function imagesIn({ definition, locate }: Rendered, target?: Target): AskedImage[] {
  const containers: unknown = definition.containerDefinitions;
  if (!Array.isArray(containers)) return [];
  const wanted = wantedPlatform(definition.runtimePlatform ?? undefined, runsOnFargate(definition, target));
  const setting = 'runtimePlatform.cpuArchitecture';
  return containers.flatMap((container: Partial<ContainerDefinition> | null, index) => {
    const image = container?.image;
    return typeof image === 'string'
      ? [{ image, origin: locate(['containerDefinitions', index, 'image']), wanted, setting }]
      : [];
  });
}

/** The image that goes to Express without a task definition of ours; a change of architecture affects the live one too. */
export function expressImages(
  target: ExpressTarget,
  { live, input: asked }: { live: ExpressGatewayServiceConfiguration | undefined; input: ImageInput },
): AskedImage[] {
  const { cpuArchitecture, primaryContainer } = target.call.request;
  const kept = cpuArchitecture === undefined ? undefined : live?.primaryContainer?.image;
  const image = primaryContainer?.image ?? kept;
  if (image === undefined) return [];
  const input = primaryContainer?.image === undefined ? 'cpu-architecture' : asked;
  const wanted = wantedPlatform({ cpuArchitecture: cpuArchitecture ?? live?.cpuArchitecture }, true);
  return [{ image, origin: { kind: 'input', input }, wanted, setting: 'cpu-architecture' }];
}

/** The service takes precedence over the task definition, which may allow several launch types. */
function runsOnFargate({ requiresCompatibilities }: TaskDefinition, target: Target | undefined): boolean {
  if (target?.kind === 'express') return true;
  const strategy = target?.settings.capacityProviderStrategy ?? target?.service.capacityProviderStrategy ?? [];
  if (strategy.length > 0) {
    return strategy.every(({ capacityProvider }) => /^FARGATE(?:_SPOT)?$/.test(capacityProvider ?? ''));
  }
  if (target?.service.launchType !== undefined) return target.service.launchType === 'FARGATE';
  const compatibilities: unknown = requiresCompatibilities;
  return (
    Array.isArray(compatibilities) && compatibilities.length > 0 && compatibilities.every((one) => one === 'FARGATE')
  );
}
