import {
  BY_INSTANCE,
  GUIDE,
  HAS_PUBLIC_IP,
  noRoute,
  NOT_BY_TASK,
  ON_INSTANCES,
  PRIVATE_NETWORK,
  publicAnswer,
  PUBLIC_NETWORK,
  RESOLVED,
  type Pattern,
} from './pattern.ts';

const PAGE = `${GUIDE}/resource-initialization-error.html`;
export const CONNECTION =
  'i/o timeout|connection issue|Check your (?:task )?network c|network connection between|deadline exceeded|RequestCanceled|request (?:context )?canceled|RequestError|no such host|dial tcp|connection refused';

/** Stores of secrets that the task does not reach. */
export const SECRET_NETWORKS = [
  {
    id: 'parameter-unreachable',
    title: 'Parameter Store cannot be reached',
    pattern: new RegExp(
      `(?:retrieve secrets? from ssm|pull (?:the )?secrets? (?:with \\S+ )?from (?:AWS )?Systems Manager|secrets from ssm|secret data from SSM|AWS Systems Manager).*(?:${CONNECTION})`,
      'i',
    ),
    ...unreachable({ store: 'Parameter Store', endpoint: 'com.amazonaws.<region>.ssm' }),
  },
  {
    id: 'secret-unreachable',
    title: 'Secrets Manager cannot be reached',
    pattern: new RegExp(
      `(?:retrieve secrets? from asm|pull (?:the )?secrets? (?:with \\S+ )?from (?:AWS )?Secrets Manager|from secrets manager|Fetching secret data from|AWS Secrets Manager).*(?:${CONNECTION})`,
      'i',
    ),
    ...unreachable({ store: 'Secrets Manager', endpoint: 'com.amazonaws.<region>.secretsmanager' }),
  },
] as const satisfies readonly Pattern[];

/** The way from the subnets to a store of secrets, with what is known of their network. */
function unreachable({ store, endpoint }: { store: string; endpoint: string }) {
  return {
    plain: `The task could not connect to ${store}.`,
    causes: [
      { text: `a private subnet without NAT gateway and without the VPC endpoint ${endpoint}`, unless: NOT_BY_TASK },
      { text: 'a public subnet with `assignPublicIp` DISABLED', unless: NOT_BY_TASK },
      { text: 'the subnets have no route to an internet gateway', when: HAS_PUBLIC_IP, unless: ON_INSTANCES },
      {
        text: `the subnet of the container instance has no NAT gateway, public IP or VPC endpoint ${endpoint}`,
        when: ON_INSTANCES,
      },
      'the security group does not allow outbound traffic on port 443',
      { text: 'the VPC has no DNS resolution', unless: RESOLVED },
    ],
    fix: `Give the subnets a NAT gateway, a public IP or the VPC endpoint ${endpoint}, and allow outbound traffic on port 443.`,
    variants: [
      {
        where: 'it is asked for in another Region',
        when: /^asked in Region (?<asked>[\w-]{5,30}), the service runs in (?<home>[\w-]{5,30})$/m,
        plain: `The task asks ${store} in {asked}, another Region than its own ({home}), and could not connect: VPC endpoints lead only to {home}.`,
        fix: 'Correct the Region in `valueFrom` to {home} if the value is there too; else give the subnets a way to the internet (NAT gateway or public IP addresses) and allow outbound traffic on port 443.',
      },
      ...noRoute(endpoint),
      publicAnswer({ store, endpoints: endpoint }),
      {
        ...BY_INSTANCE,
        plain: `The container instance could not connect to ${store}: on instances, the agent fetches secrets through its network, not that of the task.`,
        fix: `Give the subnet of the container instances a NAT gateway, a public IP or the VPC endpoint ${endpoint}, and allow outbound traffic on port 443 in the security group of the instances.`,
      },
      {
        where: 'the subnets have public IP addresses',
        when: new RegExp(PUBLIC_NETWORK, 'im'),
        fix: 'Give {subnets} a route to an internet gateway, and allow outbound traffic on port 443 in {own}.',
      },
      {
        where: 'the subnets have no public IP addresses',
        when: new RegExp(PRIVATE_NETWORK, 'im'),
        fix: `Give {subnets} a NAT gateway, the VPC endpoint ${endpoint}, or, if they are public subnets, \`assignPublicIp\` ENABLED; and allow outbound traffic on port 443 in {own}.`,
      },
    ],
    link: PAGE,
  } as const satisfies Partial<Pattern>;
}
