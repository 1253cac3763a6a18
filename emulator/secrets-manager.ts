import type { DescribeSecretRequest } from '@aws-sdk/client-secrets-manager';
import { ApiError } from './api-error.ts';
import type { Region } from './world.ts';

/** Every secret exists, except where a scenario says otherwise. */
export function describeSecret(region: Region, request: DescribeSecretRequest) {
  const { SecretId = '' } = request;
  const record = region.secrets.get(SecretId);
  if (record?.missing === true) {
    throw new ApiError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  const { world, partition, name: regionName } = region;
  const own = `arn:${partition}:secretsmanager:${regionName}:${world.account}:secret:`;
  const isArn = SecretId.startsWith('arn:');
  return {
    ARN: isArn ? SecretId : `${own}${SecretId}-AbCdEf`,
    Name: isArn ? SecretId.replace(/^.*:secret:/, '').replace(/-\w{6}$/, '') : SecretId,
    CreatedDate: new Date(world.startAt - 86_400_000),
    ...(record?.deletedAt === undefined ? {} : { DeletedDate: record.deletedAt }),
    VersionIdsToStages: { 'a1b2c3d4-5678-90ab-cdef-example00001': ['AWSCURRENT'] },
  };
}
