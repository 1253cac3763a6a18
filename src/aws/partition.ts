/** A group of Regions with its own accounts: the name in its ARNs, and the end of its host names. */
interface Partition {
  name: string;
  domain: string;
}

const AWS: Partition = { name: 'aws', domain: 'amazonaws.com' };

/** By the Regions in them (docs: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html; domains: partitions.json of the SDK). */
const PARTITIONS: readonly (readonly [regions: RegExp, partition: Partition])[] = [
  [/^cn-/, { name: 'aws-cn', domain: 'amazonaws.com.cn' }],
  [/^us-gov-/, { name: 'aws-us-gov', domain: 'amazonaws.com' }],
  [/^eusc-/, { name: 'aws-eusc', domain: 'amazonaws.eu' }],
  [/^us-iso-/, { name: 'aws-iso', domain: 'c2s.ic.gov' }],
  [/^us-isob-/, { name: 'aws-iso-b', domain: 'sc2s.sgov.gov' }],
  [/^us-isof-/, { name: 'aws-iso-f', domain: 'csp.hci.ic.gov' }],
  [/^eu-isoe-/, { name: 'aws-iso-e', domain: 'cloud.adc-e.uk' }],
];

export function partitionOf(region: string): Partition {
  return PARTITIONS.find(([regions]) => regions.test(region))?.[1] ?? AWS;
}
