import type { DeploymentInfo, ECSTarget } from '@aws-sdk/client-codedeploy';

/** What a look showed of the deployment that CodeDeploy does; pure data, beside what ECS shows of the service. */
export interface CodeDeployObservation {
  deployment: DeploymentInfo;
  /** Lifecycle events and task sets; absent when they may not be read. */
  target?: ECSTarget | undefined;
  /** When they were read. */
  targetAt?: Date | undefined;
  /** The deployment with which CodeDeploy rolls this one back. */
  rollback?: DeploymentInfo | undefined;
  /** Tasks of ours that ended by themselves so far; CodeDeploy does not count them. */
  failedTasks: number;
  rollsBackOnFailure: boolean;
  /** How long the old tasks go on once the traffic has been shifted. */
  terminationWaitMinutes: number;
}
