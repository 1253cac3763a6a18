/** A reason behind a cause; `when` and `unless` are matched against everything that is known of the failure. */
export type Possibility = string | { readonly text: string; readonly when?: RegExp; readonly unless?: RegExp };

/** Other words where more is known of a failure than its message: `when` is matched against all of it, and its groups fill the texts. */
export interface Variant {
  /** In words, for docs/troubleshooting.md. */
  where: string;
  /** Means the same in every entry that has it. */
  readonly common?: true;
  readonly when: RegExp;
  readonly plain?: string;
  readonly fix?: string;
  /** What else fixes it follows this fix too. */
  readonly alternatives?: true;
}

/** One message that people meet, and how to explain it. Texts may hold `{group}` or `{group|fallback}` for named groups of the match. */
export interface Pattern {
  /** Stable: the anchor in docs/troubleshooting.md. */
  id: string;
  title: string;
  /** Matched against the text with straight quotes, single blanks and no `(service x)` in front. */
  pattern: RegExp;
  plain: string;
  /** Most likely first; shown only while nothing more precise is known. */
  causes: readonly Possibility[];
  fix: string;
  /** What else fixes it, as the fix goes on after "or"; what the service rules out is left out. */
  alternatives?: readonly Possibility[];
  link: string;
  /** The first that fits takes the place of `plain` or `fix`; another `plain` leaves no list. */
  variants?: readonly Variant[];
  /** Causes that this text rules out, whoever names them. */
  excludes?: readonly string[];
  /** Says how something ended, not why: a log, a number or a definition that says why wins. */
  symptom?: true;
  /** Starting another task cannot help: the same thing will happen again. */
  noRetryHelps?: true;
  /** No retry fixes it once IAM has had a minute to make a new role or policy known everywhere. */
  settles?: true;
  /** Often passes by itself: named only behind what does not. */
  passes?: true;
  /** Says that something failed, not why: dropped if the reason is known. */
  echo?: true;
  /** Nothing is wrong. */
  normal?: true;
  /** Known by its form alone: tried last, and any fix that knows the call is better. */
  general?: true;
  /** Also looked for in the log of a container, or only there, or only in a last error that nothing else knows; everything else is only AWS's own words. */
  log?: true | 'only' | 'kind';
  /** Where a wording of this pattern was seen: a file that prints it, at the commit that was read, or an issue or page that shows it. */
  sources?: readonly string[];
}

/** Patterns that belong together, in the order in which they are tried: the special ones before the general ones. */
export interface PatternGroup {
  title: string;
  patterns: readonly Pattern[];
}

/** Conditions on what the service says of itself (see service-words.ts); a service that is unknown rules nothing out. */
export const ON_FARGATE = /^runs on Fargate$/m;
export const ON_INSTANCES = /^runs on instances$/m;
/** Nothing of it runs on Spot. */
export const ON_DEMAND = /^on demand$/m;
export const HAS_PUBLIC_IP = /^assignPublicIp ENABLED$/m;
/** Images, secrets and logs of tasks on instances go through the network of the instance, not of the task. */
export const NOT_BY_TASK = /^assignPublicIp ENABLED$|^runs on instances$/m;
export const BY_INSTANCE = {
  where: 'the service runs on instances',
  when: ON_INSTANCES,
} as const;
const NETWORK_NAMES = '\\nsubnets (?<subnets>.{1,400})\\nsecurity groups (?<own>.{1,300})$';
/** The subnets and security groups of the service, for a fix that names them. */
export const PUBLIC_NETWORK = `[\\s\\S]*^assignPublicIp ENABLED${NETWORK_NAMES}`;
export const PRIVATE_NETWORK = `[\\s\\S]*^assignPublicIp DISABLED${NETWORK_NAMES}`;

export const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';

/** The name was resolved, and the address of it did not answer. */
export const RESOLVED = /dial tcp (?:(?:\d{1,3}\.){3}\d|\[[a-f\d:]{2,39}\]:\d)/i;

/** No route at all: nothing left the subnet, so no security group and no endpoint turned it away. */
const UNROUTED =
  '(?:dial tcp )?(?<to>(?:\\d{1,3}\\.){3}\\d{1,3}|\\[[a-f:\\d]{2,39}\\]):\\d{1,5}: connect: (?:network is unreachable|no route to host)';
const UNROUTED_PLAIN =
  'The subnet of the task has no route to {to}: nothing even left it, so no security group is to blame.';

export function noRoute(endpoints: string) {
  const route = 'Add a route for 0.0.0.0/0 (NAT gateway, or internet gateway for tasks with public IP addresses) to';
  const rest = `or the VPC endpoints ${endpoints}; IPv6-only subnets cannot reach IPv4 addresses.`;
  return [
    {
      where: 'there is no route, and the task has IPv6 addresses alone',
      when: new RegExp(`${UNROUTED}[\\s\\S]*^addresses: IPv6 only$`, 'im'),
      plain: 'The task has only IPv6 addresses, and {to} is an IPv4 address, to which its subnet has no route.',
      fix: `Run the tasks in dual-stack subnets with a route for IPv4 (NAT gateway), or add the VPC endpoints ${endpoints} with the address type dualstack; for an image in ECR use its dual-stack host (ACCOUNT.dkr-ecr.<region>.on.aws).`,
    },
    {
      where: 'there is no route, and the subnets are known',
      when: new RegExp(`${UNROUTED}[\\s\\S]*^subnets (?<subnets>.{1,400})$`, 'im'),
      plain: UNROUTED_PLAIN,
      fix: `${route} the route tables of {subnets}, ${rest}`,
    },
    {
      where: 'there is no route',
      when: new RegExp(UNROUTED, 'i'),
      plain: UNROUTED_PLAIN,
      fix: `${route} the route tables of the subnets, ${rest}`,
    },
  ] as const satisfies readonly Variant[];
}

const PUBLIC_ANSWER =
  'dial tcp (?<to>(?!10\\.|192\\.168\\.|172\\.(?:1[6-9]|2\\d|3[01])\\.|169\\.254\\.)(?:\\d{1,3}\\.){3}\\d{1,3}):443: (?:i/o timeout|connect: connection timed out)';

/** A VPC endpoint answers from a private address, if its private DNS names are on. */
export function publicAnswer({ store, endpoints }: { store: string; endpoints: string }) {
  return {
    where: 'the name resolves to a public address, and the subnets have no public IP addresses',
    when: new RegExp(`amazonaws\\.com[\\s\\S]{0,300}?${PUBLIC_ANSWER}${PRIVATE_NETWORK}`, 'im'),
    plain: `The task could not connect to ${store}: its name resolves to {to}, a public address, to which {subnets} have no way, and no VPC endpoint answers in its place.`,
    fix: `Give {subnets} a NAT gateway or the VPC endpoint ${endpoints}; on an endpoint that is there already, turn on private DNS names (\`aws ec2 modify-vpc-endpoint --private-dns-enabled\`), so that the name resolves to it; or, if they are public subnets, set \`assignPublicIp\` to ENABLED. Allow outbound traffic on port 443 in {own}.`,
  } as const satisfies Variant;
}

/** Old tasks make room for new ones; at 0 they do so already. */
export const LOWER_MINIMUM = {
  text: 'lower `minimumHealthyPercent`, so that old tasks stop first',
  unless: /^minimumHealthyPercent 0;|^strategy (?!ROLLING)/m,
} as const;
