import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Connection } from './connection.ts';

/** The calls to Systems Manager's Parameter Store that this action makes: none reads a value. */
export type ParameterStore = ReturnType<typeof createParameterStore>;

/** The limits of DescribeParameters (docs: API_DescribeParameters, API_ParameterStringFilter). */
const NAMES_A_CALL = 50;
const PAGES = 20;

export function createParameterStore(connection: Connection) {
  const client = connection.reads((config) => new SSMClient(config));
  return {
    /** Those of the names that exist. */
    existing: async (names: readonly string[]): Promise<Set<string>> => {
      const found = new Set<string>();
      for (let start = 0; start < names.length; start += NAMES_A_CALL) {
        const filter = { Key: 'Name', Option: 'Equals', Values: names.slice(start, start + NAMES_A_CALL) };
        let NextToken: string | undefined;
        for (let page = 0; page < PAGES && (page === 0 || NextToken !== undefined); page += 1) {
          const answer = await client.send(
            new DescribeParametersCommand({ ParameterFilters: [filter], MaxResults: NAMES_A_CALL, NextToken }),
          );
          for (const { Name } of answer.Parameters ?? []) if (Name !== undefined) found.add(Name);
          NextToken = answer.NextToken;
        }
        if (NextToken !== undefined) throw new Error('AWS lists the parameters in too many pages');
      }
      return found;
    },
  };
}
