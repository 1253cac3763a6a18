import {
  BatchGetDeploymentTargetsCommand,
  CodeDeployClient,
  ContinueDeploymentCommand,
  CreateDeploymentCommand,
  GetApplicationRevisionCommand,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  GetDeploymentTargetCommand,
  ListDeploymentTargetsCommand,
  ListDeploymentsCommand,
  StopDeploymentCommand,
  type ContinueDeploymentCommandInput,
  type CreateDeploymentCommandInput,
  type DeploymentInfo,
  type DeploymentTarget,
  type ECSTarget,
  type StopDeploymentCommandInput,
} from '@aws-sdk/client-codedeploy';
import { UNFINISHED } from './codedeploy-status.ts';
import type { ClientConfig, Connection, Sender } from './connection.ts';
import { isUnknownOperation } from './failure.ts';

/** The calls to CodeDeploy that this action makes. Reads are retried by the SDK; creating and stopping are sent once. */
export type CodeDeploy = ReturnType<typeof createCodeDeploy>;

interface GroupName {
  applicationName: string;
  deploymentGroupName: string;
}

export function createCodeDeploy(connection: Connection) {
  const make = (config: ClientConfig): CodeDeployClient => new CodeDeployClient(config);
  const reads = connection.reads(make);
  const writes = connection.writes(make);

  return {
    /** Throws ApplicationDoesNotExistException or DeploymentGroupDoesNotExistException. */
    getDeploymentGroup: async (name: GroupName) =>
      (await reads.send(new GetDeploymentGroupCommand(name))).deploymentGroupInfo,

    /** With `unfinished`, only those that have not ended. */
    listDeployments: async ({ unfinished, ...name }: GroupName & { unfinished: boolean }): Promise<string[]> => {
      const query = { ...name, ...(unfinished ? { includeOnlyStatuses: [...UNFINISHED] } : {}) };
      return (await reads.send(new ListDeploymentsCommand(query))).deployments ?? [];
    },

    getDeployment: async (deploymentId: string): Promise<DeploymentInfo | undefined> =>
      (await reads.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo,

    /** The AppSpec with this digest: GetDeployment never returns its content (docs: CDAPI/GetDeployment). */
    getAppSpec: async ({ applicationName, sha256 }: { applicationName: string; sha256: string }) => {
      const revision = { revisionType: 'AppSpecContent', appSpecContent: { sha256 } } as const;
      const answer = await reads.send(new GetApplicationRevisionCommand({ applicationName, revision }));
      return answer.revision?.appSpecContent?.content;
    },

    /**
     * Lifecycle events and task sets of an ECS deployment; undefined until CodeDeploy has created its target. It has one, named
     * after cluster and service (docs: CDAPI/BatchGetDeploymentTargets), so that the ID of an earlier answer stays true.
     */
    getEcsTarget: async (deploymentId: string, known: string | undefined): Promise<ECSTarget | undefined> => {
      const targetIds = known === undefined ? await listTargetIds(reads, deploymentId) : [known];
      if (targetIds.length === 0) return undefined;
      const targets = await readTargets(reads, { deploymentId, targetIds });
      return targets.find(({ ecsTarget }) => ecsTarget !== undefined)?.ecsTarget;
    },

    createDeployment: async (request: CreateDeploymentCommandInput): Promise<string> =>
      (await writes.send(new CreateDeploymentCommand(request))).deploymentId ?? '',

    /** With `autoRollbackEnabled`, CodeDeploy restores what ran before. Throws DeploymentAlreadyCompletedException. */
    stopDeployment: (request: StopDeploymentCommandInput) => writes.send(new StopDeploymentCommand(request)),

    /** Throws DeploymentIsNotInReadyStateException. */
    continueDeployment: (request: ContinueDeploymentCommandInput) =>
      writes.send(new ContinueDeploymentCommand(request)),
  };
}

async function listTargetIds(client: Sender<CodeDeployClient>, deploymentId: string): Promise<string[]> {
  return (await client.send(new ListDeploymentTargetsCommand({ deploymentId }))).targetIds ?? [];
}

/** All of them in one call; if an endpoint does not support that call, the first one by the older call. */
async function readTargets(
  client: Sender<CodeDeployClient>,
  { deploymentId, targetIds }: { deploymentId: string; targetIds: string[] },
): Promise<DeploymentTarget[]> {
  try {
    const command = new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds });
    return (await client.send(command)).deploymentTargets ?? [];
  } catch (error) {
    if (!isUnknownOperation(error)) throw error;
    const [targetId] = targetIds;
    const { deploymentTarget } = await client.send(new GetDeploymentTargetCommand({ deploymentId, targetId }));
    return deploymentTarget === undefined ? [] : [deploymentTarget];
  }
}
