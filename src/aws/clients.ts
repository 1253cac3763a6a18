import { DeployError } from '../errors.ts';
import type { CodeDeploy } from './codedeploy.ts';
import type { Ecr } from './ecr.ts';
import { createEcs, type Ecs } from './ecs.ts';
import type { Elbv2 } from './elbv2.ts';
import type { Logs } from './logs.ts';

/** AWS as the steps see it. Clients that a run may not need load when first used. */
export interface Aws {
  region: string;
  ecs: Ecs;
  codeDeploy: () => Promise<CodeDeploy>;
  elbv2: () => Promise<Elbv2>;
  ecr: (region: string) => Promise<Ecr>;
  logs: (region: string) => Promise<Logs>;
}

/**
 * Makes the SDK's clients, with credentials from the SDK's own chain (environment, profile, roles).
 *
 * @throws DeployError `region` when no Region is set.
 */
export function createAws(options: { region: string | undefined; maxRetries: number; version: string }): Aws {
  const { region } = options;
  if (region === undefined || !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    throw new DeployError(
      'region',
      region === undefined ? 'No AWS Region is set.' : `"${region}" is not an AWS Region.`,
      {
        fix: 'Set aws-region of aws-actions/configure-aws-credentials, the environment variable AWS_REGION, or region in the profile that AWS_PROFILE names.',
      },
    );
  }
  const config = {
    region,
    maxAttempts: options.maxRetries + 1,
    customUserAgent: [['ecs-express-deploy', options.version] as [string, string]],
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  };
  /** Never sent again by the SDK, and given more time: what a write whose answer is lost has done must be looked up. */
  const writes = { ...config, maxAttempts: 1, requestHandler: { ...config.requestHandler, requestTimeout: 30_000 } };
  let codeDeploy: Promise<CodeDeploy> | undefined;
  let elbv2: Promise<Elbv2> | undefined;
  return {
    region,
    ecs: createEcs({ reads: config, writes }),
    codeDeploy: () =>
      (codeDeploy ??= import('./codedeploy.ts').then(({ createCodeDeploy }) =>
        createCodeDeploy({ reads: config, writes }),
      )),
    elbv2: () => (elbv2 ??= import('./elbv2.ts').then(({ createElbv2 }) => createElbv2(config))),
    ecr: (imageRegion) => import('./ecr.ts').then(({ createEcr }) => createEcr({ ...config, region: imageRegion })),
    logs: (logRegion) => import('./logs.ts').then(({ createLogs }) => createLogs({ ...config, region: logRegion })),
  };
}
