import { errorName } from '../../aws/failure.ts';
import { lastPart } from '../../aws/arn.ts';
import { liveTaskDefinition } from '../../aws/service.ts';
import type { Outcome, ServiceReport } from '../../model.ts';
import { phrase } from '../../phrases.ts';
import type { World } from '../../world.ts';

type Deployed = Pick<ServiceReport, 'service' | 'cluster' | 'taskDefinitionArn'>;

export type Since =
  | { kind: 'ours' }
  /** Someone else has deployed another revision. */
  | { kind: 'replaced'; revision: string }
  | { kind: 'unread'; why: string };

/** Whether the service still runs what this step deployed. Never rejects. */
export async function lookSince({ service: name, cluster, taskDefinitionArn }: Deployed, world: World): Promise<Since> {
  try {
    const { services } = await world.aws.ecs.describeServices({ cluster, services: [name] });
    const live = liveTaskDefinition(services?.[0]);
    if (live === undefined) return { kind: 'unread', why: 'ECS did not show the service' };
    return live === taskDefinitionArn ? { kind: 'ours' } : { kind: 'replaced', revision: lastPart(live) };
  } catch (error) {
    return { kind: 'unread', why: errorName(error) };
  }
}

/** A deployment of someone else is not touched, whatever ours was like. */
export function replacedOutcome({ service, taskDefinitionArn }: Deployed, revision: string): Outcome {
  const ours = taskDefinitionArn === undefined ? `the revision of ${phrase('this-step')}` : lastPart(taskDefinitionArn);
  return {
    kind: 'superseded',
    headline: `Another deployment (${revision}) replaced ${ours} on ${service} before its verification was over.`,
    causes: [
      {
        message: `Someone deployed ${revision} to ${service} after ${ours} had succeeded, so the verification says nothing about ${ours}, and nothing was rolled back.`,
        fix: `If ${revision} should run, do nothing; otherwise run ${phrase('this-step')} again. CloudTrail shows who called UpdateService. To prevent this, ${phrase('one-at-a-time')}.`,
      },
    ],
  };
}
