import { readAhead } from '../aws/read-ahead.ts';
import { unlessCancelled } from '../cancel.ts';
import { wantedServices } from '../plan/wanted.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';

/** Sends the read that a deployment of one service begins with, so that AWS answers while the rest of the code is loading. */
export async function readingAhead({ inputs, parts }: Asked, world: World): Promise<World> {
  const [only, ...others] = parts === undefined ? wantedServices(inputs) : [];
  const given = [inputs.cluster, ...(inputs.service ?? inputs['service-name'] ?? [])];
  const mayBeElsewhere = given.some((text) => text?.includes(':') === true);
  const isAnother = inputs.mode === 'register' || inputs.preview !== undefined;
  if (only === undefined || others.length > 0 || mayBeElsewhere || isAnother) return world;
  const aws = connect(world);
  if (aws === undefined) return world;
  const ahead = readAhead(aws, { cluster: only.cluster, services: [only.name] });
  const cancelled = { signal: world.signal, when: 'during the checks', left: 'nothing was changed' };
  await unlessCancelled(cancelled, ahead.leaves);
  return { ...world, aws: ahead.aws };
}

/** A missing Region is reported later, with everything else that is wrong. */
function connect(world: World): World['aws'] | undefined {
  try {
    return world.aws;
  } catch {
    return undefined;
  }
}
