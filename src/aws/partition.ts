/** The partition of each group of Regions; all others are in `aws` (docs: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
const PARTITIONS: readonly (readonly [regions: RegExp, partition: string])[] = [
  [/^cn-/, 'aws-cn'],
  [/^us-gov-/, 'aws-us-gov'],
  [/^eusc-/, 'aws-eusc'],
  [/^us-iso-/, 'aws-iso'],
  [/^us-isob-/, 'aws-iso-b'],
  [/^us-isof-/, 'aws-iso-f'],
  [/^eu-isoe-/, 'aws-iso-e'],
];

export function partitionOf(region: string): string {
  return PARTITIONS.find(([regions]) => regions.test(region))?.[1] ?? 'aws';
}
