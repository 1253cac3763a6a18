import {
  BatchGetDeploymentTargetsCommand,
  CodeDeployClient,
  CreateDeploymentCommand,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  ListDeploymentTargetsCommand,
  ListDeploymentsCommand,
  StopDeploymentCommand,
  type CodeDeployClientConfig,
  type CreateDeploymentCommandInput,
  type DeploymentInfo,
  type ECSTarget,
} from '@aws-sdk/client-codedeploy';

/** The calls to CodeDeploy that this action makes. Reads are retried by the SDK; creating and stopping are sent once. */
export type CodeDeploy = ReturnType<typeof createCodeDeploy>;

interface GroupName {
  applicationName: string;
  deploymentGroupName: string;
}

export function createCodeDeploy(config: CodeDeployClientConfig) {
  const reads = new CodeDeployClient(config);
  let once: CodeDeployClient | undefined;
  const writes = (): CodeDeployClient => (once ??= new CodeDeployClient({ ...config, maxAttempts: 1 }));

  return {
    /** Throws ApplicationDoesNotExistException or DeploymentGroupDoesNotExistException. */
    getDeploymentGroup: async (name: GroupName) =>
      (await reads.send(new GetDeploymentGroupCommand(name))).deploymentGroupInfo,

    /** With `unfinished` only those that have not ended. */
    listDeployments: async ({ unfinished, ...name }: GroupName & { unfinished: boolean }): Promise<string[]> => {
      const includeOnlyStatuses = ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'] as const;
      const query = { ...name, ...(unfinished ? { includeOnlyStatuses: [...includeOnlyStatuses] } : {}) };
      return (await reads.send(new ListDeploymentsCommand(query))).deployments ?? [];
    },

    getDeployment: async (deploymentId: string): Promise<DeploymentInfo | undefined> =>
      (await reads.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo,

    /** Lifecycle events and task sets of an ECS deployment, which has one target; undefined before CodeDeploy has made it. */
    getEcsTarget: async (deploymentId: string): Promise<ECSTarget | undefined> => {
      const { targetIds = [] } = await reads.send(new ListDeploymentTargetsCommand({ deploymentId }));
      if (targetIds.length === 0) return undefined;
      const { deploymentTargets } = await reads.send(new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }));
      return deploymentTargets?.find(({ ecsTarget }) => ecsTarget !== undefined)?.ecsTarget;
    },

    createDeployment: async (request: CreateDeploymentCommandInput) =>
      (await writes().send(new CreateDeploymentCommand(request))).deploymentId,

    /** Stops it and has CodeDeploy bring back what ran before. Throws DeploymentAlreadyCompletedException. */
    rollBackDeployment: (deploymentId: string) =>
      writes().send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true })),
  };
}
