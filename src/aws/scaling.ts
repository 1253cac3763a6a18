import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
  type SuspendedState,
} from '@aws-sdk/client-application-auto-scaling';
import type { ClientConfig, Connection } from './connection.ts';

/** The calls to Application Auto Scaling that this action makes. */
export type Scaling = ReturnType<typeof createScaling>;

/** Only one of the dimensions scales a service (docs: API_RegisterScalableTarget of Application Auto Scaling). */
const OF_SERVICE = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;

export interface ScaledPlace {
  cluster: string;
  service: string;
}

export function createScaling(connection: Connection) {
  const make = (config: ClientConfig): ApplicationAutoScalingClient => new ApplicationAutoScalingClient(config);
  const reads = connection.reads(make);
  const writes = connection.writes(make);
  return {
    /** Undefined if nothing scales the service. */
    describeTarget: async (place: ScaledPlace) =>
      (await reads.send(new DescribeScalableTargetsCommand({ ...OF_SERVICE, ResourceIds: [resourceIdOf(place)] })))
        .ScalableTargets?.[0],

    /** Changes what is suspended, and nothing else of the target. */
    setSuspended: async (place: ScaledPlace, SuspendedState: SuspendedState) =>
      await writes.send(
        new RegisterScalableTargetCommand({ ...OF_SERVICE, ResourceId: resourceIdOf(place), SuspendedState }),
      ),
  };
}

function resourceIdOf({ cluster, service }: ScaledPlace): string {
  return `service/${cluster}/${service}`;
}
