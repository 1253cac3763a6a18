import { GUIDE, type PatternGroup, type Variant } from './pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
/** What AWS adds to the name of an error, up to the end of its sentence. */
const WHY = '(?::? (?<why>[^\\n()]{8,300}?)(?=\\.(?: |$)| \\(|\\n|$))?';

/** Where a task definition or service names a resource of AWS, by the form of its id. */
const PLACES: readonly [what: string, id: string, place: string][] = [
  ['Cloud Map service', 'srv-[a-z\\d]{8,32}', '`serviceRegistries` of the service'],
  ['namespace', 'ns-[a-z\\d]{8,32}', '`serviceConnectConfiguration` or `serviceRegistries` of the service'],
  ['security group', 'sg-[\\da-z]{4,32}', '`securityGroups` in `networkConfiguration` of the service'],
  ['subnet', 'subnet-[\\da-z]{4,32}', '`subnets` in `networkConfiguration` of the service'],
  ['access point', 'fsap-[\\da-f]{8,32}', '`authorizationConfig.accessPointId` of the volume'],
  ['file system', 'fs-[\\da-f]{8,32}', '`efsVolumeConfiguration` of the volume'],
  ['snapshot', 'snap-[\\da-f]{8,32}', '`volumeConfigurations` of the service'],
  ['volume', 'vol-[\\da-f]{8,32}', '`volumeConfigurations` of the service'],
  ['Lattice target group', 'tg-[\\da-f]{17}', '`vpcLatticeConfigurations` of the service'],
  [
    'target group',
    'arn:[\\w-]{3,12}:elasticloadbalancing:[\\w-]{5,20}:\\d{12}:targetgroup/[\\w/-]{3,80}',
    '`loadBalancers` of the service',
  ],
  [
    'secret',
    'arn:[\\w-]{3,12}:secretsmanager:[\\w-]{5,20}:\\d{12}:secret:[\\w/+=.@-]{1,200}',
    '`secrets` of the container',
  ],
  ['parameter', 'arn:[\\w-]{3,12}:ssm:[\\w-]{5,20}:\\d{12}:parameter/[\\w/.-]{1,200}', '`secrets` of the container'],
  ['role', 'arn:[\\w-]{3,12}:iam::\\d{12}:role/[\\w/+=,.@-]{1,200}', '`executionRoleArn` or `taskRoleArn`'],
  [
    'KMS key',
    'arn:[\\w-]{3,12}:kms:[\\w-]{5,20}:\\d{12}:(?:key|alias)/[\\w/-]{1,200}',
    'the secret, volume or log group that it encrypts',
  ],
  [
    'log group',
    'arn:[\\w-]{3,12}:logs:[\\w-]{5,20}:\\d{12}:log-group:[\\w/.#-]{1,300}',
    '`logConfiguration` of the container',
  ],
];

function byResource(words: (place: string, what: string) => Pick<Variant, 'plain' | 'fix'>): Variant[] {
  return PLACES.map(([what, id, place]) => ({
    where: `it names a ${what}`,
    when: new RegExp(`(?<![\\w-])(?<thing>${id})(?![\\w])`, 'i'),
    ...words(place, what),
  }));
}

/** Errors of AWS that no other entry knows: what their names and the ids in them say. */
export const AWS_ERRORS = {
  title: 'Errors of AWS that are known by their names alone',
  patterns: [
    {
      id: 'aws-limit',
      title: 'A quota of the account is reached',
      pattern: new RegExp(
        `\\b(?<error>(?!Request|Throttl)[A-Z][A-Za-z]{2,50}(?:Limit|Quota|Capacity)(?:Exceeded|Reached)(?:Exception|Fault)?|TooMany(?!Requests)[A-Z][A-Za-z]{2,40}|Max[A-Za-z]{2,40}(?:Exceeded|Reached)|(?:Limit|Quota)(?:Exceeded|Reached)(?:Exception|Fault))\\b${WHY}|\\b(?<why2>[Yy]ou(?:'ve| have) (?:already )?(?:exceeded|reached) (?:your|the) (?:maximum|limit|quota|current|account|number|service)[^.\\n]{5,200})`,
      ),
      plain: 'A quota of this account in this Region is reached[[: {why}]].',
      causes: [],
      fix: 'Ask for a higher quota in Service Quotas[[ ({error})]], or delete what counts toward it and nobody needs, then deploy again; or have the tasks take less of it.',
      link: 'https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html',
      general: true,
    },
    {
      id: 'aws-not-found',
      title: 'Something that the service refers to does not exist',
      pattern: new RegExp(
        `\\b(?<error>(?:NoSuch[A-Z]\\w{2,40}|[A-Z][A-Za-z]{2,50}\\.?(?:NotFound|DoesNotExist|NotExist)(?:Exception|Fault)?))\\b${WHY}`,
      ),
      plain: 'AWS does not find something that the service or task definition refers to[[: {why}]] ({error}).',
      causes: [],
      fix: 'Create it again, or correct where the service or task definition refers to it[[ ({why})]]; then deploy again.',
      variants: byResource((place, what) => ({
        plain: `The ${what} {thing} does not exist in this account and Region.`,
        fix: `Create the ${what} again, or replace {thing} in ${place}; then deploy again.`,
      })),
      link: STOPPED,
      general: true,
    },
    {
      id: 'aws-invalid',
      title: 'AWS does not accept a value',
      pattern: new RegExp(
        `\\b(?<error>(?:Invalid(?!Identity)[A-Z][\\w.]{2,50}|Unsupported[A-Z][\\w.]{2,40}|Malformed[A-Z][\\w.]{2,40}|ValidationException|ValidationError|IncorrectState\\w{0,12}|[A-Z][A-Za-z]{2,40}Mismatch(?:Exception)?))\\b${WHY}`,
      ),
      plain: 'AWS does not accept a value of the service or task definition[[: {why}]] ({error}).',
      causes: [],
      fix: 'Correct in the service or task definition what that says[[: {why}]]; then deploy again.',
      variants: byResource((place, what) => ({
        fix: `Correct what that says of the ${what} {thing}, which stands in ${place}[[: {why}]]; then deploy again.`,
      })),
      link: STOPPED,
      general: true,
    },
  ],
} as const satisfies PatternGroup;
