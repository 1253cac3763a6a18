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
