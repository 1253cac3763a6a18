/** What DescribeTaskDefinition returns but RegisterTaskDefinition rejects (docs: API_TaskDefinition). */
export const READ_ONLY: ReadonlySet<string> = new Set([
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
]);

/** What DescribeServices returns but no call takes (docs: API_Service). */
export const READ_ONLY_OF_SERVICE: ReadonlySet<string> = new Set([
  'serviceArn',
  'clusterArn',
  'status',
  'runningCount',
  'pendingCount',
  'platformFamily',
  'taskSets',
  'deployments',
  'roleArn',
  'events',
  'createdAt',
  'createdBy',
  'currentServiceDeployment',
  'currentServiceRevisions',
  'resourceManagementType',
]);
