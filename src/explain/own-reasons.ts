import { namedError } from './named-error.ts';
import type { Variant } from './pattern.ts';

const REASONS = [
  'credentials',
  'action',
  'denied',
  'missing',
  'throttled',
  'quota',
  'internal',
  'certificate',
  'name',
  'connection',
  'space',
  'value',
  'ended',
  'named',
] as const;

type Reason = (typeof REASONS)[number];

/** What a place in which many things can fail knows of itself. */
interface Place {
  /** What did not happen, as a sentence without its period. */
  what: string;
  /** Whose credentials it takes, with the field that names it. */
  role?: string;
  /** What that role must be allowed. */
  access?: string;
  /** What it looks for, and where its name stands. */
  thing?: string;
  /** How to get to what it asks. */
  route?: string;
  /** Where the space is that it needs. */
  space?: string;
  /** The reasons that its text can give for it; all unless given. */
  reasons?: readonly Reason[];
  /** Those that the place itself tells better. */
  without?: readonly Reason[];
  /** A regular expression of the words behind which the reason stands. */
  after?: string;
}

const ROLE = 'the role in `executionRoleArn`';
const ROUTE =
  'Give the subnets a route to it (NAT gateway, public IP address or VPC endpoint), and allow outbound traffic on port 443 in the security groups.';
const SPACE =
  'raise `ephemeralStorage.sizeInGiB` of the task (20 on Fargate unless set, up to 200); on instances, clean up the disk or enlarge it';

/** In the message itself, not in what else is known. */
function said(reason: string): RegExp {
  return new RegExp(`(?<![\\s\\S])[^\\n]*?(?:${reason})`, 'i');
}

/**
 * A reason that a text gives itself, whatever failed for it: the same error means the same everywhere, and a list of
 * what is likely has no place beside it. Goes behind what a place says of its own errors.
 */
export function ownReasons({
  what,
  role = ROLE,
  access,
  thing,
  route = ROUTE,
  space = SPACE,
  after,
  reasons: of = REASONS,
  without = [],
}: Place): readonly Variant[] {
  const allow = access === undefined ? 'what it needs' : access;
  const all: Record<Reason, Variant> = {
    credentials: {
      common: true,
      where: 'there were no credentials of AWS',
      when: said(
        'NoCredentialProviders|no valid providers in chain|Unable to locate credentials|Access Key ID and Secret Access Key are not found|no EC2 IMDS role found|failed to refresh cached credentials|EC2MetadataError|unable to find execution role credentials',
      ),
      plain: `${what}: it had no credentials of AWS.`,
      fix: `Set ${role} to a role that is allowed ${allow} and trusts ecs-tasks.amazonaws.com; if it is set, deploy again, and on instances restart the agent, which hands out its credentials.`,
    },
    action: {
      common: true,
      where: 'AWS names the action that it denies',
      when: said(
        'not authorized to perform: (?<action>[\\w-]{2,40}:\\w{2,60})(?: on resource: (?<resource>arn:[^\\s,\'"]{10,300}?)(?=[\\s,\'")]|$))?',
      ),
      plain: `${what}: {caller|${role}} is not allowed {action}[[ on {resource}]].`,
      fix: `Allow {caller|${role}} {action}[[ on {resource}]].`,
    },
    denied: {
      common: true,
      where: 'AWS denies it',
      when: said('AccessDenied\\w*|Access Denied|UnauthorizedOperation|403 Forbidden|status ?code: 403'),
      plain: `${what}: AWS denied it.`,
      fix: `Allow {caller|${role}} ${allow}; look for a Deny in the policies of the resource, of the VPC endpoint and of the organization too (CloudTrail has the refused call).`,
    },
    missing: {
      common: true,
      where: 'what it names does not exist',
      when: said(
        '(?<error>NoSuch\\w{2,30}|\\w{0,60}NotFound(?:Exception)?|Function not found|status ?code: 404)|(?<error2>does not exist)',
      ),
      plain: `${what}: ${thing ?? 'what it names'} does not exist[[ ({error})]].`,
      fix: `Create ${thing ?? 'what the text names'}, or correct its name: Region and account count too.`,
    },
    throttled: {
      common: true,
      where: 'AWS throttles it',
      when: said('Throttl\\w*|Rate exceeded|TooManyRequests\\w*|RequestLimitExceeded|SlowDown'),
      plain: `${what}: AWS took no more calls of that kind from this account for the moment.`,
      fix: 'Deploy again, and start fewer tasks at once (`maximumPercent`, or one service after the other); if it comes back, ask for a higher quota of that call (Service Quotas).',
    },
    quota: {
      common: true,
      where: 'a quota is reached',
      when: said(
        '(?<error>\\w{0,60}(?:Limit|Quota)Exceeded(?:Exception)?)|(?:reached|exceeded) (?:your|the) (?:limit|quota|maximum)',
      ),
      plain: `${what}: a quota of this account is reached[[ ({error})]].`,
      fix: 'Ask for a higher quota[[ ({error})]] in Service Quotas, or delete what nobody needs any more; then deploy again.',
    },
    internal: {
      common: true,
      where: 'AWS itself failed',
      when: said(
        '(?<error>Internal(?:Server|Service)?(?:Error|Failure|Exception)\\w*|ServiceUnavailable\\w*|status ?code: 5\\d\\d)|internal (?:server )?error',
      ),
      plain: `${what}: the service of AWS that it asked failed itself[[ ({error})]].`,
      fix: 'Deploy again; if it stays so, look at the AWS Health Dashboard, then open a case with AWS Support with the ARNs of the tasks.',
    },
    certificate: {
      common: true,
      where: 'a certificate is not trusted',
      when: said(
        '(?<why>x509: [^\\n]{5,120}?|certificate (?:signed by unknown authority|has expired))(?=[\\n:,(]|\\.?$| \\()',
      ),
      plain: `${what}: what answered has a certificate that is not trusted ({why}).`,
      fix: 'Have the proxy or firewall on the way let TLS connections to AWS through unopened; on instances, check their clock and the certificates that they trust.',
    },
    name: {
      common: true,
      where: 'a name does not resolve',
      when: said(
        '(?:lookup (?<host>[\\w.-]{3,253})[^\\n]{0,60}?: )?(?:no such host|server misbehaving)|Temporary failure in name resolution|Failed to resolve "?(?<host2>[\\w.-]{3,253})|Could not resolve host:? ?(?<host3>[\\w.-]{3,253})?',
      ),
      plain: `${what}: the name {host|of what it asked} does not resolve.`,
      fix: 'Correct the name[[ {host}]] if it is misspelt; else turn on `enableDnsSupport` and `enableDnsHostnames` of the VPC, and check the DNS servers in its DHCP options.',
    },
    connection: {
      common: true,
      where: 'the connection fails',
      when: said(
        '(?:dial (?:tcp|udp) (?<address>[\\w.:[\\]-]{3,80}?): )?(?<why>i/o timeout|context deadline exceeded|connection timed out|connect: connection refused|connection reset by peer|network is unreachable|no route to host|request canceled while waiting for connection|TLS handshake timeout)',
      ),
      plain: `${what}: there was no connection[[ to {address}]] ({why}).`,
      fix: route,
    },
    space: {
      common: true,
      where: 'the disk is full',
      when: said('(?<why>no space left on device|disk quota exceeded)'),
      plain: `${what}: the disk is full ({why}).`,
      fix: `Use less space, or ${space}.`,
    },
    value: {
      common: true,
      where: 'AWS does not accept a value',
      when: said(
        '(?<error>ValidationException|ValidationError|Invalid(?:Parameter|Request|Argument|Input)\\w{0,40})(?:: (?<why>[^\\n]{5,300}?)(?=\\.?(?: status ?code|[ ),]*\\n|$)))?',
      ),
      plain: `${what}: AWS does not accept a value[[ ({why})]].`,
      fix: 'Correct the value that AWS names ({why|{error}}) in the task definition or the service, then deploy again.',
    },
    ended: {
      common: true,
      where: 'the host ended it',
      when: said('signal: (?<signal>killed|terminated|aborted)'),
      plain: `${what}: what does it was ended on the host ({signal}). AWS says no more.`,
      fix: 'Deploy again: another host most likely does it. If it comes back on instances, look there for a lack of memory (`dmesg`); on Fargate, open a case with AWS Support with the ARNs of the tasks.',
    },
    named: { common: true, ...namedError(what) },
  };
  const other: Variant = {
    common: true,
    where: 'it gives a reason that no entry knows',
    when: new RegExp(
      `(?<![\\s\\S])[^\\n]*?${after}(?![^\\n]*(?:Access ?Denied|Forbidden|StatusCode: 403))(?<why>(?![^\\n]*(?:\\.{3}|…) ?$)[^\\n]{8,300}?)(?: ?: (?:exit status \\d{1,3}|unsuccessful [^\\n]{1,80}|unknown))?[).]{0,3}(?: \\(\\d{1,4} tasks\\))?$`,
      'im',
    ),
    plain: `${what}: {why}.`,
    fix: 'Resolve what that says; no more is known of it here.',
  };
  return [
    ...of.filter((name) => !without.includes(name)).map((name) => all[name]),
    ...(after === undefined ? [] : [other]),
  ];
}
