import type { CreateClusterRequest, DescribeClustersRequest, ListClustersRequest } from '@aws-sdk/client-ecs';
import { ApiError } from './api-error.ts';
import { ecsArn, lastSegment } from './names.ts';
import { paginate } from './paginate.ts';
import type { ClusterRecord, Region } from './world.ts';

export function addCluster(
  region: Region,
  name: string,
  capacityProviders: readonly string[] = ['FARGATE', 'FARGATE_SPOT'],
): ClusterRecord {
  const existing = region.clusters.get(name);
  if (existing) return existing;
  const cluster: ClusterRecord = {
    name,
    arn: ecsArn(region, `cluster/${name}`),
    status: 'ACTIVE',
    capacityProviders: [...capacityProviders],
  };
  region.clusters.set(name, cluster);
  return cluster;
}

export function findCluster(region: Region, nameOrArn: string | undefined): ClusterRecord {
  const cluster = region.clusters.get(lastSegment(nameOrArn ?? 'default'));
  if (!cluster || (nameOrArn?.startsWith('arn:') && cluster.arn !== nameOrArn)) {
    throw new ApiError('ClusterNotFoundException', 'Cluster not found.');
  }
  return cluster;
}

export function createCluster(region: Region, request: CreateClusterRequest) {
  const { clusterName = 'default', capacityProviders = [], serviceConnectDefaults } = request;
  const cluster = addCluster(region, clusterName, capacityProviders);
  if (serviceConnectDefaults?.namespace) cluster.namespace = serviceConnectDefaults.namespace;
  return { cluster: renderCluster(region, cluster) };
}

export function describeClusters(region: Region, request: DescribeClustersRequest) {
  const wanted = request.clusters && request.clusters.length > 0 ? request.clusters : ['default'];
  const found = wanted.map((name) => ({ name, cluster: region.clusters.get(lastSegment(name)) }));
  return {
    clusters: found.flatMap(({ cluster }) => (cluster ? [renderCluster(region, cluster)] : [])),
    failures: found
      .filter(({ cluster }) => !cluster)
      .map(({ name }) => ({
        arn: name.startsWith('arn:') ? name : ecsArn(region, `cluster/${name}`),
        reason: 'MISSING',
      })),
  };
}

export function listClusters(region: Region, request: ListClustersRequest) {
  const arns = [...region.clusters.values()].map((cluster) => cluster.arn);
  const page = paginate(arns, request.maxResults ?? 100, request.nextToken);
  return { clusterArns: page.items, ...page.next };
}

function renderCluster(region: Region, cluster: ClusterRecord) {
  const tasks = region.tasks.filter((task) => task.cluster === cluster);
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.filter((task) => task.lastStatus === 'RUNNING').length,
    pendingTasksCount: tasks.filter((task) => ['PROVISIONING', 'PENDING', 'ACTIVATING'].includes(task.lastStatus))
      .length,
    activeServicesCount: region.services.filter((service) => service.cluster === cluster && service.status === 'ACTIVE')
      .length,
    statistics: [],
    tags: [],
    settings: [],
    capacityProviders: [...cluster.capacityProviders],
    defaultCapacityProviderStrategy: [],
    ...(cluster.namespace === undefined ? {} : { serviceConnectDefaults: { namespace: cluster.namespace } }),
  };
}
