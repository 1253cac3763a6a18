import type { OwnOptions } from './arguments.ts';
import type { Process } from './process.ts';

/** What a flag says wins over the environment, as in the AWS CLI: a profile over keys. */
export function useAccount({ region, profile }: Pick<OwnOptions, 'region' | 'profile'>, env: Process['env']): void {
  if (region !== undefined) env['AWS_REGION'] = region;
  if (profile === undefined) return;
  env['AWS_PROFILE'] = profile;
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) delete env[name];
}
