import type { Cause, Outcome, ServiceReport } from '../model.ts';

const DEPLOYMENT = 'Deployment';

/** How the deployment itself ended: what was to be done around it may have failed although the service runs what was asked. */
export function deploymentOutcome({ outcome, results = [] }: ServiceReport): Outcome {
  return results.find(({ name }) => name === DEPLOYMENT)?.outcome ?? outcome;
}

/** Both results, so that a failure beside the deployment does not look like one of the deployment. */
export function resultsWith(
  { outcome, deploymentArn }: ServiceReport,
  beside: { name: string; headline: string; cause: Cause },
): NonNullable<ServiceReport['results']> {
  const { name, headline, cause } = beside;
  const deployment = { name: DEPLOYMENT, outcome, ...(deploymentArn === undefined ? {} : { deploymentArn }) };
  return [deployment, { name, outcome: { kind: 'failed', headline, causes: [cause] } }];
}
