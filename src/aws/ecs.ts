import {
  ContinueServiceDeploymentCommand,
  CreateExpressGatewayServiceCommand,
  CreateServiceCommand,
  DeleteExpressGatewayServiceCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeExpressGatewayServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  StopServiceDeploymentCommand,
  StopTaskCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateExpressGatewayServiceCommand,
  UpdateServiceCommand,
  type ContinueServiceDeploymentRequest,
  type CreateExpressGatewayServiceRequest,
  type CreateServiceCommandInput,
  type RegisterTaskDefinitionCommandInput,
  type RunTaskCommandInput,
  type Service,
  type StopServiceDeploymentStopType,
  type Tag,
  type UpdateExpressGatewayServiceRequest,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import type { ClientConfig, Connection } from './connection.ts';
import { listPages } from './pages.ts';
import { ACTIVE_REVISION, DESIRED } from './task-status.ts';

/** The calls to ECS that this action makes, and no others. Reads are retried by the SDK; writes are sent once (see register.ts and deploy/). */
export type Ecs = ReturnType<typeof createEcs>;

export function createEcs(connection: Connection) {
  const make = (config: ClientConfig): ECSClient => new ECSClient(config);
  const reads = connection.reads(make);
  const writes = connection.writes(make);

  return {
    /** Services with their tags; those that do not exist are in `failures` as MISSING. */
    describeServices: ({ cluster, services }: { cluster: string; services: string[] }) =>
      reads.send(new DescribeServicesCommand({ cluster, services, include: ['TAGS'] })),

    listServices: async (cluster: string): Promise<string[]> =>
      (await reads.send(new ListServicesCommand({ cluster, maxResults: 100 }))).serviceArns ?? [],

    /** A page of all services of a cluster. */
    listServicesPage: (query: { cluster: string; nextToken?: string | undefined }) =>
      reads.send(new ListServicesCommand({ ...query, maxResults: 100 })),

    listClusters: async (): Promise<string[]> =>
      await listPages(async (nextToken) => {
        const page = await reads.send(new ListClustersCommand({ maxResults: 100, nextToken }));
        return { items: page.clusterArns ?? [], next: page.nextToken };
      }),

    /** Undefined if there is no such cluster. No page says which answer has the default namespace of Service Connect, so the fuller one is asked for. */
    describeCluster: async (cluster: string) =>
      (await reads.send(new DescribeClustersCommand({ clusters: [cluster], include: ['CONFIGURATIONS'] })))
        .clusters?.[0],

    /** With the cluster, because its Managed Instances are described only so. Undefined if there is none of the name. */
    describeCapacityProvider: async ({ cluster, name }: { cluster: string; name: string }) =>
      (await reads.send(new DescribeCapacityProvidersCommand({ cluster, capacityProviders: [name] })))
        .capacityProviders?.[0],

    describeTaskDefinition: (taskDefinition: string) =>
      reads.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] })),

    describeExpressService: async (serviceArn: string) =>
      (await reads.send(new DescribeExpressGatewayServiceCommand({ serviceArn, include: ['TAGS'] }))).service,

    /** Newest first, at most 20: enough to find the one that was just started. */
    listServiceDeployments: async ({ cluster, service }: { cluster: string; service: string }) =>
      (await reads.send(new ListServiceDeploymentsCommand({ cluster, service, maxResults: 20 }))).serviceDeployments ??
      [],

    /** A page of the history, which reaches back 90 days, newest first. */
    listServiceDeploymentsPage: (query: { cluster: string; service: string; nextToken?: string | undefined }) =>
      reads.send(new ListServiceDeploymentsCommand({ ...query, maxResults: 100 })),

    /** A page of the ACTIVE revisions of one family, newest first. */
    listTaskDefinitionsPage: (query: { familyPrefix: string; nextToken?: string | undefined }) =>
      reads.send(new ListTaskDefinitionsCommand({ ...query, status: ACTIVE_REVISION, sort: 'DESC', maxResults: 100 })),

    /** At most 20; those that AWS does not show yet are left out. */
    describeServiceDeployments: async (arns: string[]) =>
      (await reads.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: arns }))).serviceDeployments ??
      [],

    /** Undefined while AWS does not show a new ARN yet (failure MISSING). */
    describeServiceDeployment: async (arn: string) =>
      (await reads.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] })))
        .serviceDeployments?.[0],

    describeServiceRevisions: async (arns: string[]) =>
      (await reads.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: arns }))).serviceRevisions ?? [],

    /** At most 100 tasks, which is what one DescribeTasks takes. */
    listTasks: async (query: { cluster: string; service: string; stopped: boolean }): Promise<string[]> => {
      const { taskArns } = await reads.send(
        new ListTasksCommand({
          cluster: query.cluster,
          serviceName: query.service,
          desiredStatus: query.stopped ? DESIRED.stopped : DESIRED.running,
          maxResults: 100,
        }),
      );
      return taskArns ?? [];
    },

    /** A page of the tasks that run any revision of a family, or are about to; at most what one DescribeTasks takes. */
    listFamilyTasksPage: (query: { cluster: string; family: string; nextToken?: string | undefined }) =>
      reads.send(new ListTasksCommand({ ...query, desiredStatus: DESIRED.running, maxResults: 100 })),

    describeTasks: async ({ cluster, tasks }: { cluster: string; tasks: string[] }) =>
      (await reads.send(new DescribeTasksCommand({ cluster, tasks }))).tasks ?? [],

    registerTaskDefinition: async (definition: RegisterTaskDefinitionCommandInput) =>
      (await writes.send(new RegisterTaskDefinitionCommand(definition))).taskDefinition,

    deregisterTaskDefinition: (taskDefinition: string) =>
      writes.send(new DeregisterTaskDefinitionCommand({ taskDefinition })),

    createService: async (request: CreateServiceCommandInput): Promise<Service | undefined> =>
      (await writes.send(new CreateServiceCommand(request))).service,

    updateService: async (request: UpdateServiceCommandInput): Promise<Service | undefined> =>
      (await writes.send(new UpdateServiceCommand(request))).service,

    createExpressService: async (request: CreateExpressGatewayServiceRequest) =>
      (await writes.send(new CreateExpressGatewayServiceCommand(request))).service,

    updateExpressService: async (request: UpdateExpressGatewayServiceRequest) =>
      (await writes.send(new UpdateExpressGatewayServiceCommand(request))).service,

    /** With its tasks. */
    deleteService: (request: { cluster: string; service: string }) =>
      writes.send(new DeleteServiceCommand({ ...request, force: true })),

    deleteExpressService: (serviceArn: string) => writes.send(new DeleteExpressGatewayServiceCommand({ serviceArn })),

    stopServiceDeployment: (serviceDeploymentArn: string, stopType: StopServiceDeploymentStopType) =>
      writes.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType })),

    continueServiceDeployment: (request: ContinueServiceDeploymentRequest) =>
      writes.send(new ContinueServiceDeploymentCommand(request)),

    runTask: (request: RunTaskCommandInput) => writes.send(new RunTaskCommand(request)),

    stopTask: (request: { cluster: string; task: string; reason: string }) => writes.send(new StopTaskCommand(request)),

    tagResource: (resourceArn: string, tags: Tag[]) => writes.send(new TagResourceCommand({ resourceArn, tags })),

    untagResource: (resourceArn: string, tagKeys: string[]) =>
      writes.send(new UntagResourceCommand({ resourceArn, tagKeys })),
  };
}
