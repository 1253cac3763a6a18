import { parseArn } from '../aws/arn.ts';

/** What an ARN names. */
interface ArnKind {
  /** `the ARN of …`. */
  what: string;
  service: string;
  resource: RegExp;
  /** How its last part is written. */
  form: string;
}

const TARGET_GROUP: ArnKind = {
  what: 'a target group',
  service: 'elasticloadbalancing',
  resource: /^targetgroup\//,
  form: 'targetgroup/<name>/<ID>',
};
const LISTENER_RULE: ArnKind = {
  what: 'a listener rule',
  service: 'elasticloadbalancing',
  resource: /^listener-rule\//,
  form: 'listener-rule/app/<load balancer>/<ID>/<ID>/<ID>',
};
const NETWORK_LISTENER: ArnKind = {
  what: 'the listener of a Network Load Balancer',
  service: 'elasticloadbalancing',
  resource: /^listener\/net\//,
  form: 'listener/net/<load balancer>/<ID>/<ID>',
};
const ROLE: ArnKind = { what: 'a role', service: 'iam', resource: /^role\//, form: 'role/<name>' };
const FUNCTION: ArnKind = {
  what: 'a Lambda function',
  service: 'lambda',
  resource: /^function:/,
  form: 'function:<name>',
};
const REGISTRY: ArnKind = {
  what: 'a service of AWS Cloud Map',
  service: 'servicediscovery',
  resource: /^service\//,
  form: 'service/<ID>',
};
const LATTICE_GROUP: ArnKind = {
  what: 'a VPC Lattice target group',
  service: 'vpc-lattice',
  resource: /^targetgroup\//,
  form: 'targetgroup/<ID>',
};
const AUTHORITY: ArnKind = {
  what: 'a private certificate authority',
  service: 'acm-pca',
  resource: /^certificate-authority\//,
  form: 'certificate-authority/<ID>',
};

/**
 * What the ARNs of a service definition name, by `Structure.member` (docs: API_LoadBalancer, API_AdvancedConfiguration, API_ServiceRegistry,
 * API_DeploymentLifecycleHook, API_VpcLatticeConfiguration, API_ServiceConnectTlsConfiguration, API_ServiceManagedEBSVolumeConfiguration,
 * API_CreateExpressGatewayService).
 */
const ARNS: Readonly<Record<string, readonly ArnKind[]>> = {
  'LoadBalancer.targetGroupArn': [TARGET_GROUP],
  'AdvancedConfiguration.alternateTargetGroupArn': [TARGET_GROUP],
  'AdvancedConfiguration.productionListenerRule': [LISTENER_RULE, NETWORK_LISTENER],
  'AdvancedConfiguration.testListenerRule': [LISTENER_RULE, NETWORK_LISTENER],
  'AdvancedConfiguration.roleArn': [ROLE],
  'DeploymentLifecycleHook.hookTargetArn': [FUNCTION],
  'DeploymentLifecycleHook.roleArn': [ROLE],
  'ServiceRegistry.registryArn': [REGISTRY],
  'VpcLatticeConfiguration.targetGroupArn': [LATTICE_GROUP],
  'VpcLatticeConfiguration.roleArn': [ROLE],
  'ServiceConnectTlsCertificateAuthority.awsPcaAuthorityArn': [AUTHORITY],
  'ServiceConnectTlsConfiguration.roleArn': [ROLE],
  'ServiceManagedEBSVolumeConfiguration.roleArn': [ROLE],
  'CreateExpressGatewayServiceRequest.executionRoleArn': [ROLE],
  'CreateExpressGatewayServiceRequest.infrastructureRoleArn': [ROLE],
  'UpdateExpressGatewayServiceRequest.executionRoleArn': [ROLE],
};

/** What else people have at hand where one of these belongs. */
const OTHERS: readonly ArnKind[] = [
  { what: 'a listener', service: 'elasticloadbalancing', resource: /^listener\//, form: '' },
  { what: 'a load balancer', service: 'elasticloadbalancing', resource: /^loadbalancer\//, form: '' },
  { what: 'a namespace', service: 'servicediscovery', resource: /^namespace\//, form: '' },
  { what: 'an instance profile', service: 'iam', resource: /^instance-profile\//, form: '' },
  { what: 'a policy', service: 'iam', resource: /^policy\//, form: '' },
  { what: 'a certificate', service: 'acm', resource: /^certificate\//, form: '' },
];

const ALL = [...new Set(Object.values(ARNS).flat()), ...OTHERS];

/** What is wrong with an ARN that names something else than the member takes: whether it exists is for AWS to say. */
export function wrongResourceArn(member: string, value: string): { message: string; fix: string } | undefined {
  const kinds = ARNS[member];
  if (kinds === undefined || kinds.some((kind) => names(value, kind))) return undefined;
  const found = ALL.find((kind) => names(value, kind));
  const is = found === undefined ? '' : `: it is the ARN of ${found.what}`;
  const partition = parseArn(value)?.partition ?? 'aws';
  const forms = kinds.map(({ service, form }) => `arn:${partition}:${service}:${regionOf(service)}:<account>:${form}`);
  return {
    message: `"${value.slice(0, 120)}" is not the ARN of ${kinds.map(({ what }) => what).join(', nor of ')}${is}.`,
    fix: `Write ${forms.join(' or ')}.`,
  };
}

function names(text: string, { service, resource }: ArnKind): boolean {
  const arn = parseArn(text);
  return arn?.service === service && resource.test(arn.resource);
}

/** Roles have no Region. */
function regionOf(service: string): string {
  return service === ROLE.service ? '' : '<Region>';
}
