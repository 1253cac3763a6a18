/** Settings that belong to a service revision: changing one starts a deployment, a rollback takes them back. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html */
export const DEPLOYING_FIELDS = [
  'networkConfiguration',
  'platformVersion',
  'loadBalancers',
  'serviceRegistries',
  'serviceConnectConfiguration',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
  'gatewayConnectors',
] as const;

/** What a rollback takes back: all of these, and the strategy, which a revision holds too. API/ServiceRevision */
export const REVISION_FIELDS = [...DEPLOYING_FIELDS, 'capacityProviderStrategy'] as const;

/** Settings of the service alone: they change at once, and most of them for good. */
export const QUIET_FIELDS = [
  'capacityProviderStrategy',
  'availabilityZoneRebalancing',
  'placementConstraints',
  'placementStrategy',
  'healthCheckGracePeriodSeconds',
  'enableExecuteCommand',
  'enableECSManagedTags',
  'propagateTags',
  'monitoring',
] as const;
