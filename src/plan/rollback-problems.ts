import { isActiveRevision } from '../aws/service.ts';
import { lastPart } from '../aws/arn.ts';
import type { LiveDefinition, Problem } from '../model.ts';
import { atService, toProblem } from '../problem.ts';
import type { Located } from './locate.ts';

/** ECS deploys ACTIVE revisions alone. */
export function usable(
  arn: string,
  { service, back }: { service: string; back: LiveDefinition | undefined },
): LiveDefinition | Problem {
  if (back === undefined) {
    return toProblem('rollback-missing', atService(service), {
      message: `${lastPart(arn)}, which "${service}" is to go back to, does not exist.`,
      fix: 'Name one of the candidates in rollback-to.',
    });
  }
  const status = statusOf(back);
  if (isActiveRevision({ status })) return back;
  return toProblem('rollback-inactive', atService(service), {
    message: `${lastPart(arn)}, which "${service}" is to go back to, is ${status}: somebody deregistered it, and ECS deploys no such revision.`,
    fix: 'Name one of the candidates in rollback-to, or deploy its template with mode: deploy, which registers it anew.',
  });
}

function statusOf({ definition }: LiveDefinition): string | undefined {
  return (definition as { status?: string }).status;
}

export function withoutDefinition(service: string): Problem {
  return toProblem('rollback-no-candidate', atService(service), {
    message: `ECS names no task definition that "${service}" runs, so there is nothing to go back from.`,
    fix: 'Deploy to it first.',
  });
}

export function ambiguous(service: string, revision: number): Problem {
  return toProblem('rollback-ambiguous', atService(service), {
    message: `rollback-to: ${revision} is a number for one service, and several are given.`,
    fix: 'Give one service, or leave rollback-to out so that each goes back to its own previous revision.',
  });
}

/** Stopping a rollback that is in flight would bring back what it leaves: a second click must not do that. */
export function returning(service: string, { to, from }: { to: string; from: string }): Problem {
  return toProblem('rollback-in-flight', atService(service), {
    message: `A rollback of "${service}" is in flight already: it brings ${lastPart(to)} back instead of ${lastPart(from)}, and "previous" would undo it.`,
    fix: `To follow it, use mode: watch. To undo it, use mode: stop, or name the revision: rollback-to: ${lastPart(from)}.`,
  });
}

export function thereAndBack(service: string, { live, to }: { live: string; to: string }): Problem {
  return toProblem('rollback-of-rollback', atService(service), {
    message: `"${service}" went back from ${lastPart(to)} to ${lastPart(live)} before: "previous" brings ${lastPart(to)} back.`,
    fix: 'Name the revision in rollback-to if that is not what you want.',
  });
}

/** CodeDeploy runs one deployment of a group at a time; that one can be rolled back, not replaced. */
export function busyGroup({ name, group }: Located): Problem | undefined {
  if (group?.active === undefined) return undefined;
  return toProblem('deployment-in-progress', atService(name), {
    message: `The CodeDeploy deployment ${group.active.id} of "${name}" is in progress, and CodeDeploy runs one at a time.`,
    fix: 'Leave rollback-to out to stop that deployment and roll it back, or wait for its end.',
  });
}

export function sameSettings(service: string, { arn }: LiveDefinition): Problem {
  return toProblem('rollback-already-live', atService(service), {
    message: `"${service}" has the settings of ${lastPart(arn)} already: there is nothing to go back to.`,
    fix: 'Name another revision in rollback-to.',
  });
}

export function sameContent(service: string, { live, arn }: { live: string; arn: string }): Problem {
  return toProblem('rollback-same-definition', atService(service), {
    message: `${lastPart(arn)} and ${lastPart(live)} are the same but for their number: the rollback of "${service}" changes nothing unless a tag in them points at another image now.`,
    fix: 'Name another revision in rollback-to if something has to change.',
  });
}

export function notBrought(service: string, { arn, lost }: { arn: string; lost: string[] }): Problem {
  return toProblem('rollback-incomplete', atService(service), {
    message: `The settings of an Express service do not bring back all of ${lastPart(arn)}: ${lost.join(', ')}.`,
    fix: 'Look at the service after the rollback.',
  });
}
