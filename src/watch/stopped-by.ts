import { lastPart } from '../aws/arn.ts';
import { primaryDeployment, primaryTaskSet } from '../aws/service.ts';
import type { Cause, Started } from '../model.ts';
import type { Observation } from './observation.ts';
import { clockTime, leftRunning } from './progress.ts';
import { phrase } from '../phrases.ts';

const BY_USER = new Set(['rolled-back-by-user', 'codedeploy-stopped']);
const UNSTABLE = new Set(['circuit-breaker', 'inconsistent-start', 'unable-steady', 'codedeploy-unhealthy']);

/** Who or what ended a deployment, as far as ECS says; claims nothing beyond that. */
export async function rollbackHeadline(
  { service, deployed, live }: { service: string; deployed: string; live: string },
  { reason, reached }: { reason?: string | undefined; reached: string },
): Promise<string> {
  const { explain } = await import('../explain/explain.ts');
  const id = reason === undefined ? undefined : explain(reason)?.id;
  if (id !== undefined && BY_USER.has(id))
    return `Someone stopped the deployment of ${deployed} to ${service}${reached} and rolled it back: ${live} is running again.`;
  return reached === '' && id !== undefined && UNSTABLE.has(id)
    ? `${service} was rolled back: ${deployed} never became stable, so ${live} is running again.`
    : `${service} was rolled back${reached}: ${live} is running again instead of ${deployed}.`;
}

/** What someone's stop left behind, and what to do now. */
export function stoppedCause(started: Started, last: Observation | undefined): Cause {
  const call = started.codeDeploy === undefined ? 'StopServiceDeployment' : 'StopDeployment';
  return {
    message: `The deployment was stopped${at(last?.deployment?.stoppedAt)}, not by ${phrase('this-step')}, and nothing was rolled back${leftRunning(last)}.`,
    explanation: `A person or a script called ${call}. The service stays as it was at that moment until its next deployment.`,
    fix: `Check in CloudTrail who called ${call}. Then run ${phrase('step')} again to deploy, or use \`${phrase('mode', 'rollback')}\` to roll back.`,
    link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html',
  };
}

/** Which deployment replaced ours, when, and what to do now. */
export function supersededCause({ service: name }: Started, last: Observation | undefined): Cause {
  const service = last?.service;
  const primary = primaryDeployment(service) ?? primaryTaskSet(service);
  const revision = primary?.taskDefinition === undefined ? 'another revision' : lastPart(primary.taskDefinition);
  const when = at(primary?.createdAt);
  return {
    message: `A deployment of ${revision} to ${name} started${when}, while this one was in progress, and replaced it.`,
    explanation: `ECS works only on the newest deployment of a service. Another ${phrase('workflow')}, a person, Terraform or CDK started it.`,
    fix: `If ${revision} should run, do nothing; otherwise run ${phrase('this-step')} again. Check in CloudTrail who called UpdateService${when}. To prevent this, ${phrase('one-at-a-time')}, or use \`${phrase('setting', 'if-in-progress: wait')}\`.`,
    link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html',
  };
}

function at(date: Date | undefined): string {
  return date === undefined ? '' : ` at ${clockTime(date)}`;
}
