import { lastPart } from '../aws/arn.ts';
import { primaryDeployment, primaryTaskSet } from '../aws/service.ts';
import type { Cause, Started } from '../model.ts';
import type { Snapshot } from './snapshot.ts';

const BY_USER = new Set(['rolled-back-by-user', 'codedeploy-stopped']);
const UNSTABLE = new Set(['circuit-breaker', 'inconsistent-start', 'unable-steady', 'codedeploy-unhealthy']);

/** Who or what ended a deployment, as far as ECS says so: what it does not say is not claimed. */
export async function rollbackHeadline(
  { service, wanted, live }: { service: string; wanted: string; live: string },
  { reason, reached }: { reason?: string | undefined; reached: string },
): Promise<string> {
  const { explain } = await import('../explain/explain.ts');
  const id = reason === undefined ? undefined : explain(reason)?.id;
  if (id !== undefined && BY_USER.has(id))
    return `Somebody stopped the deployment of ${wanted} to ${service}${reached} and had it rolled back: ${live} runs again.`;
  return reached === '' && id !== undefined && UNSTABLE.has(id)
    ? `${service} was rolled back: ${wanted} did not become stable, ${live} runs again.`
    : `${service} was rolled back${reached}: ${live} runs again instead of ${wanted}.`;
}

/** What somebody's stop left behind, and what to do now. */
export function stoppedCause(
  started: Started,
  { snapshot, left }: { snapshot?: Snapshot | undefined; left: string },
): Cause {
  const call = started.codeDeploy === undefined ? 'StopServiceDeployment' : 'StopDeployment';
  return {
    message: `The deployment was stopped${at(snapshot?.deployment?.stoppedAt)}, not by this step, and nothing was rolled back${left}.`,
    explanation: `A person or a script called ${call}; the service stays as it was at that moment until its next deployment.`,
    fix: `See in CloudTrail who called ${call}. Then run the step again to deploy it after all, or use \`mode: rollback\` to go back.`,
    link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html',
  };
}

/** Which deployment took the place of ours, since when, and what to do now. */
export function supersededCause({ service: name }: Started, snapshot: Snapshot | undefined): Cause {
  const service = snapshot?.service;
  const primary = primaryDeployment(service) ?? primaryTaskSet(service);
  const revision = primary?.taskDefinition === undefined ? 'another revision' : lastPart(primary.taskDefinition);
  const when = at(primary?.createdAt);
  return {
    message: `A deployment of ${revision} to ${name} began${when}, while this one was under way, and took its place.`,
    explanation:
      'ECS follows only the newest deployment of a service: another workflow, a person, Terraform or CDK started it.',
    fix: `If ${revision} is what shall run, nothing is to be done; otherwise run this step again. See in CloudTrail who called UpdateService${when}. One \`concurrency\` group for all workflows that deploy ${name}, or \`if-in-progress: wait\`, keeps them apart.`,
    link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html',
  };
}

function at(date: Date | undefined): string {
  return date === undefined ? '' : ` at ${date.toISOString().slice(11, 19)} UTC`;
}
