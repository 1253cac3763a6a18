import type { ServiceRevision } from '@aws-sdk/client-ecs';
import type { Started } from '../model.ts';

/** The deployment that is followed, and what was learnt about it on the way. */
export interface Following {
  started: Started;
  /** Absent until ECS shows it, or for good when the deployment API cannot be used. */
  arn?: string | undefined;
  /** Service revision ARN → task definition ARN. */
  taskDefinitions: Map<string, string | undefined>;
  revisions: Map<string, ServiceRevision>;
  /** False after the service deployment could not be read: it is then followed by its id in DescribeServices. */
  readsDeployment: boolean;
  /** False after the load balancer's targets could not be read. */
  readsTargets: boolean;
  /** True when `arn` may be a deployment that somebody else started in the same moment: a success must show that our PRIMARY is the one that runs. */
  provesPrimary?: boolean;
  /** Service deployments that turned out to be somebody else's. */
  notOurs: Set<string>;
  /** When `arn` was found. */
  foundAt?: Date;
  /** True after the lifecycle events of a CodeDeploy deployment could not be read. */
  lifecycleIsHidden?: boolean;
  /** Says a warning once, however often it comes. */
  warn: (message: string) => void;
}
