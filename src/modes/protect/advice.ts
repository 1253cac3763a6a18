import { lastPart } from '../../aws/arn.ts';
import type { Problem } from '../../model.ts';
import { keepingRule, threatTo, type Threat } from '../../plan/lifecycle-policy.ts';
import { atService, toProblem } from '../../problem.ts';
import type { Kept } from './repository.ts';

/** Notes which images their tag does not save from the lifecycle policy of their repository, and gives advice for each repository. */
export function judgePolicies(service: string, kept: readonly Kept[]): Problem[] {
  return [...Map.groupBy(kept, ({ repository }) => repository).values()].flatMap((own) => {
    const threatened = own.flatMap((one) => {
      const threat = judge(one);
      return threat === undefined ? [] : [{ one, threat }];
    });
    const [first] = threatened.toReversed();
    return first === undefined ? [] : [toAdvice(service, first)];
  });
}

function judge({ entry, tag, digest, repository: { policy, tags } }: Kept): Threat | undefined {
  if (policy === undefined) return undefined;
  const others = [...(tags ?? [])].filter(([, one]) => one === digest).map(([name]) => name);
  const threat = typeof policy === 'string' ? threatTo([tag, ...others], policy) : undefined;
  if (threat === undefined && typeof policy === 'string') return undefined;
  const why =
    threat === undefined
      ? 'whether a lifecycle policy keeps it is unknown'
      : `rule ${threat.rulePriority} of the lifecycle policy can still remove it`;
  entry.note = entry.note === undefined ? why : `${entry.note}; ${why}`;
  if (entry.state === 'protected') entry.state = 'tagged';
  return threat;
}

function toAdvice(service: string, { one, threat }: { one: Kept; threat: Threat }): Problem {
  const { entry, repository, tag } = one;
  const { rulePriority, description, does } = threat;
  const named = description === undefined || description === '' ? '' : ` ("${description}")`;
  const revision = entry.taskDefinitionArn === undefined ? 'the new revision' : lastPart(entry.taskDefinitionArn);
  const { rule, renumber } = keepingRule(typeof repository.policy === 'string' ? repository.policy : '');
  const room = renumber ? ', and give the other rules higher numbers' : '';
  return toProblem('image-may-expire', atService(service), {
    message: `The tag ${tag} does not keep the image of container "${entry.container}" of ${revision}: rule ${rulePriority} of the lifecycle policy of repository "${repository.repositoryName}"${named} ${does}.`,
    fix: `Add this rule to the policy${room}: \`${JSON.stringify(rule)}\``,
  });
}
