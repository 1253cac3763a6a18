import { isDenied, toDeployError } from '../aws/failure.ts';
import { publicFirst, toUrl } from '../aws/gateways.ts';
import { unlessCancelled } from '../cancel.ts';
import { endingAt } from '../deadline.ts';
import type { Started } from '../model.ts';
import { SLACK_MS } from '../patience.ts';
import type { World } from '../world.ts';

/** The URL of an Express service; the step does not wait beyond its end for an answer. */
export async function readEndpoint(
  { started, endBy }: { started: Started; endBy: Date },
  world: World,
): Promise<string | undefined> {
  try {
    const { signal } = world;
    const reading = endingAt(world, endBy.getTime() - SLACK_MS, ({ aws }) =>
      aws.ecs.describeExpressService(started.serviceArn),
    );
    const express = await unlessCancelled(
      { signal, when: 'while reading the endpoint', left: 'the deployment is not affected' },
      reading,
    );
    const configurations = express?.activeConfigurations ?? [];
    const paths = configurations.flatMap(({ ingressPaths }) => ingressPaths ?? []);
    return toUrl(publicFirst(paths)?.endpoint);
  } catch (error) {
    if (isDenied(error)) return undefined;
    const failure = toDeployError(error, {
      action: 'ecs:DescribeExpressGatewayService',
      doing: 'reading the endpoint',
    });
    world.emit(
      { at: world.clock.now(), kind: 'warning', message: failure.message },
      { name: started.service, cluster: started.cluster },
    );
    return undefined;
  }
}
