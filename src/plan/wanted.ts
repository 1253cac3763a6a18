import { lastPart, parseServiceArn } from '../aws/arn.ts';
import type { Inputs } from '../inputs/spec.ts';

/** Each service that the inputs name, once, by its plain name and cluster. */
export function wantedServices(
  inputs: Pick<Inputs, 'cluster' | 'service' | 'service-name'>,
): { name: string; cluster: string }[] {
  const cluster = lastPart(inputs.cluster ?? '');
  const wanted = (inputs.service ?? inputs['service-name'] ?? []).map((text) => {
    const arn = parseServiceArn(text);
    return arn === undefined
      ? { name: text, cluster: cluster || 'default' }
      : { name: arn.name, cluster: cluster || arn.cluster || 'default' };
  });
  return [...new Map(wanted.map((one) => [`${one.cluster}/${one.name}`, one])).values()];
}

/** Whether the run restores an earlier revision, or shows what that would change. */
export function rollsBack({ mode, 'rollback-to': to }: Inputs): boolean {
  return mode === 'rollback' || (mode === 'plan' && to !== undefined);
}

/** These modes need an existing deployment. */
export function followsOnly({ mode }: Inputs): boolean {
  return mode === 'watch' || mode === 'continue' || mode === 'stop';
}
