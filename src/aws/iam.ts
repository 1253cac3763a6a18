import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import type { Connection } from './connection.ts';

/** The calls to IAM that this action makes. */
export type Iam = ReturnType<typeof createIam>;

export function createIam(connection: Connection) {
  const client = connection.reads((config) => new IAMClient(config));
  return {
    /** A role of the caller's account, and its trust policy as JSON. Throws NoSuchEntityException. */
    role: async (name: string): Promise<{ arn: string; trust: string }> => {
      const { Role } = await client.send(new GetRoleCommand({ RoleName: name }));
      return { arn: Role?.Arn ?? '', trust: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '') };
    },
  };
}
