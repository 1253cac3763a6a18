import { revisionToReturnTo } from '../../aws/service.ts';
import type { LiveDefinition, Target } from '../../model.ts';

/** The live definition, if a rollback of the next deployment would return to it: it has been read already. */
export function liveWayBack({ service, live }: Target): LiveDefinition | undefined {
  return live !== undefined && revisionToReturnTo(service) === live.arn ? live : undefined;
}

export function imagesToReturnTo(target: Target): string[] {
  const back = liveWayBack(target);
  return back === undefined ? [] : imagesOf(back);
}

export function imagesOf({ definition }: Pick<LiveDefinition, 'definition'>): string[] {
  return (definition.containerDefinitions ?? []).flatMap(({ image }) => image ?? []);
}
