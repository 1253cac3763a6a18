import { ownReasons } from './own-reasons.ts';
import { GUIDE, type Pattern } from './pattern.ts';

/** The error of Cloud Map says which of the reasons holds. */
const CLOUD_MAP_SAYS_WHY =
  /DuplicateRequest|Throttl|Rate exceeded|LimitExceeded|quota|NotFound|not found|AccessDenied|not authorized/i;

/** What Cloud Map and VPC Lattice say of a task. */
export const DISCOVERY = [
  {
    id: 'service-connect-namespace',
    title: 'The namespace of Service Connect does not exist',
    pattern:
      /(?:Service ?Connect.{0,80}namespace(?: with (?:ID|name))?|NamespaceNotFound\w{0,10}:.{0,60}namespace(?: with (?:ID|name))?|Cloud ?Map namespace) ?["'(]?(?<namespace>(?!was |not |does )[\w.:/-]{2,200})?["')]? ?.{0,40}(?:not found|does(?: not|n't) exist|wasn't found)/i,
    plain: 'Cloud Map has no namespace {namespace|with that name} in this Region, and Service Connect needs it.',
    causes: [],
    fix: 'Create the namespace[[ {namespace}]] in Cloud Map (`aws servicediscovery create-http-namespace --name {namespace|NAME}`) in <region>, or correct `namespace` in `serviceConnectConfiguration` of the service (its name, or its ARN where it is shared from another account).',
    link: `${GUIDE}/service-connect.html`,
  },
  {
    id: 'service-connect-tls',
    title: 'Service Connect has no certificate for TLS',
    pattern:
      /Service Connect.{0,200}(?:TLS certificate|Private CA|certificate.authority)(?:.{0,200}?(?<authority>arn:[\w-]{3,12}:acm-pca:\S{10,200}?)(?=[\s,'"]|$))?/i,
    plain:
      'Service Connect encrypts traffic with certificates of AWS Private CA[[ ({authority})]], and ECS did not get one for the tasks.',
    causes: [],
    fix: 'Check that the certificate authority[[ {authority}]] is ACTIVE, and attach AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity to the role in `serviceConnectConfiguration.services.tls.roleArn`, which must trust ecs.amazonaws.com and may use its KMS key.',
    variants: [
      {
        where: 'AWS names the role and the action',
        when: /not authorized to perform: (?<action>[\w-]{2,40}:\w{2,60})(?: on resource: (?<resource>arn:[^\s,'"]{10,300}?)(?=[\s,'"]|$))?/i,
        plain:
          '{Caller|The role of Service Connect for TLS} is not allowed {action}[[ on {resource}]], so ECS got no certificate for the tasks.',
        fix: 'Allow {caller|the role in `serviceConnectConfiguration.services.tls.roleArn`} {action}[[ on {resource}]]: AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity has what Service Connect needs for a certificate authority with the tag AmazonECSManaged=true.',
      },
    ],
    link: `${GUIDE}/service-connect-tls.html`,
  },
  {
    id: 'discovery-registration',
    title: 'The task cannot be registered in service discovery',
    pattern:
      /Service Discovery instance could not be registered|(?:unable|failed) to (?:de)?register .{0,80}(?:service[ -]registr|service discovery|Cloud ?Map)/i,
    plain: 'Cloud Map did not register the task.',
    causes: [
      { text: 'the service or namespace in Cloud Map was deleted', unless: CLOUD_MAP_SAYS_WHY },
      { text: 'the quota of instances is reached', unless: CLOUD_MAP_SAYS_WHY },
      { text: 'the service-linked role of ECS lacks permissions', unless: CLOUD_MAP_SAYS_WHY },
    ],
    fix: 'Check `serviceRegistries` (or the Service Connect namespace) and its quota in Cloud Map.',
    variants: [
      {
        where: 'a quota is reached',
        when: /LimitExceeded|quota/i,
        plain: 'Cloud Map did not register the task: a quota is reached.',
        fix: 'Ask for a higher quota (Service Quotas, AWS Cloud Map: instances per service or namespace), or deregister instances of tasks that no longer run; then deploy again.',
      },
      {
        where: 'Cloud Map is busy with it',
        when: /DuplicateRequest|RequestLimitExceeded|Throttl|Rate exceeded/i,
        plain:
          'Cloud Map did not register the task: it was still busy with another registration of it, or took no more calls of this account.',
        fix: 'Deploy again, with fewer tasks of services in service discovery starting at once.',
      },
      {
        where: 'it does not exist',
        when: /(?:Service|Namespace|Instance)NotFound|not found|does not exist/i,
        plain: 'Cloud Map did not register the task: its service or namespace does not exist.',
        fix: 'Create the Cloud Map service again, or correct `serviceRegistries` (or the Service Connect namespace) of the service.',
      },
      {
        where: 'a permission is missing',
        when: /AccessDenied|not authorized/i,
        plain: 'Cloud Map did not register the task: ECS is not allowed to.',
        fix: 'Restore the service-linked role AWSServiceRoleForECS, and look for a service control policy that denies servicediscovery:RegisterInstance.',
      },
      ...ownReasons({
        what: 'Cloud Map did not register the task',
        role: 'AWSServiceRoleForECS',
        access: 'servicediscovery:RegisterInstance',
        thing: 'the service in Cloud Map that `serviceRegistries` names',
        after: '(?:service discovery|Cloud ?Map|registry)[^\\n:]{0,60}: ',
      }),
    ],
    link: `${GUIDE}/service-discovery.html`,
  },
  {
    id: 'discovery-health',
    title: 'The task is unhealthy in service discovery or VPC Lattice',
    pattern:
      /unhealthy in (?:\(?service[ -]registry|service discovery|VPC Lattice|(?:AWS )?Cloud ?Map)|VPC_LATTICE_TARGET_UNHEALTHY|SERVICE_DISCOVERY_INSTANCE_UNHEALTHY|Cloud ?Map.{0,200}unhealthy/i,
    plain: 'Cloud Map or VPC Lattice reports the task as unhealthy.',
    causes: [],
    fix: 'Request the health check path of the registry or target group in the container, correct what does not answer, and allow its port in the security group of the task.',
    variants: [
      {
        where: 'it is VPC Lattice',
        when: /VPC Lattice[\s\S]*?(?<group>tg-[0-9a-f]{17})?(?=\W|$)[\s\S]*^security groups (?<own>.{1,300})$/im,
        plain:
          'VPC Lattice reports the task as unhealthy[[ in its target group {group}]]: its health check gets no answer, or not the one that it expects.',
        fix: 'Allow the prefix list of VPC Lattice (com.amazonaws.<region>.vpc-lattice) on the port of the tasks in {own}, and make the path, port and protocol of the health check of the Lattice target group those that the application answers with 200.',
      },
      {
        where: 'it is VPC Lattice',
        when: /VPC[ _]Lattice/i,
        plain:
          'VPC Lattice reports the task as unhealthy: the health check of its target group gets no answer, or not the one that it expects.',
        fix: 'Allow the prefix list of VPC Lattice (com.amazonaws.<region>.vpc-lattice) on the port of the tasks in their security group, and make the path, port and protocol of the health check of the Lattice target group those that the application answers with 200.',
      },
    ],
    link: `${GUIDE}/service-event-messages-list.html`,
  },
] as const satisfies readonly Pattern[];
