import type { DescribeParametersRequest } from '@aws-sdk/client-ssm';
import { ApiError } from './api-error.ts';
import { paginate } from './paginate.ts';
import type { Region } from './world.ts';

const LIMIT = 50;

/** Every parameter that is asked for by its name exists, except where a scenario says otherwise. */
export function describeParameters(region: Region, request: DescribeParametersRequest) {
  const { ParameterFilters: filters = [], MaxResults: most = LIMIT, NextToken } = request;
  const names = filters.flatMap(({ Key, Option = 'Equals', Values = [] }) => {
    if (Key !== 'Name') throw new ApiError('InvalidFilterKey', `The specified filter key ${Key} is not valid.`);
    if (Option !== 'Equals') throw new ApiError('InvalidFilterOption', `The filter option ${Option} is not emulated.`);
    if (Values.length > LIMIT) throw new ApiError('InvalidFilterValue', `More than ${LIMIT} filter values.`);
    return Values;
  });
  const existing = names.filter((name) => !region.missingParameters.has(name));
  const page = paginate(existing, most, NextToken);
  return {
    Parameters: page.items.map((Name) => ({
      Name,
      ARN: `arn:${region.partition}:ssm:${region.name}:${region.world.account}:parameter/${Name.replace(/^\//, '')}`,
      Type: 'SecureString',
      Version: 1,
      LastModifiedDate: new Date(region.world.startAt - 86_400_000),
      Tier: 'Standard',
      DataType: 'text',
    })),
    ...(page.next.nextToken === undefined ? {} : { NextToken: page.next.nextToken }),
  };
}
