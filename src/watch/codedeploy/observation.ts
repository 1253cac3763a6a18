import type { DeploymentInfo, ECSTarget } from '@aws-sdk/client-codedeploy';

/** What a look showed of the CodeDeploy deployment; pure data, in addition to what ECS shows of the service. */
export interface CodeDeployObservation {
  deployment: DeploymentInfo;
  /** Lifecycle events and task sets; absent if they cannot be read. */
  target?: ECSTarget | undefined;
  /** When they were read. */
  targetAt?: Date | undefined;
  /** The CodeDeploy deployment that rolls this one back. */
  rollback?: DeploymentInfo | undefined;
  /** Our tasks that have stopped on their own so far; CodeDeploy does not count them. */
  failedTasks: number;
  rollsBackOnFailure: boolean;
  /** How long the old tasks keep running after the traffic has shifted. */
  terminationWaitMinutes: number;
}
