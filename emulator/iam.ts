import type { GetRoleRequest } from '@aws-sdk/client-iam';
import { ApiError } from './api-error.ts';
import type { Region } from './world.ts';

/** Every role exists and trusts ECS, except where a scenario says otherwise. */
export function getRole({ world, partition }: Region, request: GetRoleRequest) {
  const { RoleName = '' } = request;
  const record = world.roles.get(RoleName);
  if (record?.missing === true) {
    throw new ApiError('NoSuchEntity', `The role with name ${RoleName} cannot be found.`, 404);
  }
  const path = record?.path ?? '/';
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: record?.trusts ?? ['ecs-tasks.amazonaws.com', 'ecs.amazonaws.com'] },
        Action: 'sts:AssumeRole',
      },
    ],
  };
  return {
    Role: {
      Path: path,
      RoleName,
      RoleId: 'AROAEXAMPLE',
      Arn: `arn:${partition}:iam::${world.account}:role${path}${RoleName}`,
      CreateDate: new Date(world.startAt - 86_400_000),
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(policy)),
      MaxSessionDuration: 3600,
    },
  };
}
