import type { OwnOptions } from '../arguments.ts';
import { toFlags } from '../shell-flags.ts';
import { deployedContainer, deployInputs, PATHS, type Place } from './files.ts';
import type { LiveService } from './read-live.ts';

interface Written extends Place {
  options: Pick<OwnOptions, 'region' | 'profile'> & { outputFolder: string };
}

/** How the files that were written become a deployment, with commands that work in their folder as they stand. */
export function nextSteps(live: LiveService, { options, region, codeDeploy }: Written): string[] {
  const { outputFolder, profile } = options;
  const inputs = { ...deployInputs(live, codeDeploy), image: deployedContainer(live).image };
  const where = outputFolder === '.' ? '' : `, in ${outputFolder}`;
  const files = toFlags(inputs);
  const place = toFlags({ region: options.region, profile });
  return [
    '',
    `Next${where}:`,
    '1. A plan with what is live should find nothing to change:',
    `   ecs-express-deploy plan${files}${place}`,
    '2. Print the policy and the trust policy of the role in the workflow, with your repository for ORG/REPO:',
    `   ecs-express-deploy iam deploy${files}${toFlags({ region })} --push --github ORG/REPO`,
    `3. Create that role, write its ARN into ${PATHS.workflow}, and commit the files.`,
  ];
}
