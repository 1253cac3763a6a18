import { expect, it } from 'vitest';
import { readFolder } from '../../src/inputs/metadata.ts';

it.each([
  ['us-east-1', 'arn:aws:ecs', 'us-east-1.amazonaws.com'],
  ['cn-north-1', 'arn:aws-cn:ecs', 'cn-north-1.amazonaws.com.cn'],
  ['us-gov-west-1', 'arn:aws-us-gov:ecs', 'us-gov-west-1.amazonaws.com'],
  ['eusc-de-east-1', 'arn:aws-eusc:ecs', 'eusc-de-east-1.amazonaws.eu'],
  ['us-iso-east-1', 'arn:aws-iso:ecs', 'us-iso-east-1.c2s.ic.gov'],
])('a folder of %s has its cluster and its registry there', (region, arn, host) => {
  const metadata = `AWS_REGION=${region}\nAWS_ACCOUNT_ID=111122223333\nECR_REPOSITORY=web\nECS_CLUSTER=prod\n`;
  const { layer, repository } = readFolder({ path: 'web/prod', metadata, files: [] });
  expect([layer.values['cluster'], repository]).toEqual([
    `${arn}:${region}:111122223333:cluster/prod`,
    `111122223333.dkr.ecr.${host}/web`,
  ]);
});
