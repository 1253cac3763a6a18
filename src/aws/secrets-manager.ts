import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Connection } from './connection.ts';

/** The calls to Secrets Manager that this action makes: none reads a value. */
export type SecretsManager = ReturnType<typeof createSecretsManager>;

export function createSecretsManager(connection: Connection) {
  const client = connection.reads((config) => new SecretsManagerClient(config));
  return {
    /** When a secret will be deleted, if it will be. Throws ResourceNotFoundException. */
    deletionOf: async (id: string): Promise<Date | undefined> =>
      (await client.send(new DescribeSecretCommand({ SecretId: id }))).DeletedDate,
  };
}
