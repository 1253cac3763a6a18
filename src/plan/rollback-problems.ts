import { isActiveRevision } from '../aws/service.ts';
import { lastPart } from '../aws/arn.ts';
import type { LiveDefinition, Problem } from '../model.ts';
import { atService, toProblem } from '../problem.ts';
import type { Located } from './locate.ts';
import { phrase } from '../phrases.ts';

/** ECS only deploys ACTIVE revisions. */
export function usable(
  arn: string,
  { service, back }: { service: string; back: LiveDefinition | undefined },
): LiveDefinition | Problem {
  if (back === undefined) {
    return toProblem('rollback-missing', atService(service), {
      message: `${lastPart(arn)}, the rollback target of "${service}", does not exist.`,
      fix: 'Set rollback-to to one of the candidates.',
    });
  }
  const status = statusOf(back);
  if (isActiveRevision({ status })) return back;
  return toProblem('rollback-inactive', atService(service), {
    message: `${lastPart(arn)}, the rollback target of "${service}", is ${status}: it was deregistered, and ECS only deploys ACTIVE revisions.`,
    fix: `Set rollback-to to one of the candidates, or deploy its template with ${phrase('mode', 'deploy')}, which registers it again.`,
  });
}

function statusOf({ definition }: LiveDefinition): string | undefined {
  return (definition as { status?: string }).status;
}

export function withoutDefinition(service: string): Problem {
  return toProblem('rollback-no-candidate', atService(service), {
    message: `ECS names no task definition that "${service}" runs, so there is nothing to roll back from.`,
    fix: 'Deploy to it first.',
  });
}

export function ambiguous(service: string, revision: number): Problem {
  return toProblem('rollback-ambiguous', atService(service), {
    message: `${phrase('setting', `rollback-to: ${revision}`)} is a revision number for one service, but several are given.`,
    fix: 'Set one service, or remove rollback-to so that each rolls back to its own previous revision.',
  });
}

/** Stopping a rollback in flight would restore what it is leaving: a second click must not do that. */
export function returning(service: string, { to, from }: { to: string; from: string }): Problem {
  return toProblem('rollback-in-flight', atService(service), {
    message: `A rollback of "${service}" is already in flight, from ${lastPart(from)} to ${lastPart(to)}, and "previous" would undo it.`,
    fix: `To follow it, use ${phrase('mode', 'watch')}. To undo it, use ${phrase('mode', 'stop')}, or name the revision: ${phrase('setting', `rollback-to: ${lastPart(from)}`)}.`,
  });
}

export function thereAndBack(service: string, { live, to }: { live: string; to: string }): Problem {
  return toProblem('rollback-of-rollback', atService(service), {
    message: `"${service}" was rolled back from ${lastPart(to)} to ${lastPart(live)} before: "previous" returns to ${lastPart(to)}.`,
    fix: 'If that is not what you want, set rollback-to to a revision.',
  });
}

/** CodeDeploy runs one deployment per group at a time; it can be rolled back, not replaced. */
export function busyGroup({ name, group }: Located): Problem | undefined {
  if (group?.active === undefined) return undefined;
  return toProblem('deployment-in-progress', atService(name), {
    message: `The CodeDeploy deployment ${group.active.id} of "${name}" is in progress, and CodeDeploy runs one at a time.`,
    fix: 'Remove rollback-to to stop that deployment and roll it back, or wait until it ends.',
  });
}

export function sameSettings(service: string, { arn }: LiveDefinition): Problem {
  return toProblem('rollback-already-live', atService(service), {
    message: `"${service}" already has the settings of ${lastPart(arn)}: there is nothing to roll back.`,
    fix: 'Set rollback-to to another revision.',
  });
}

export function sameContent(service: string, { live, arn }: { live: string; arn: string }): Problem {
  return toProblem('rollback-same-definition', atService(service), {
    message: `${lastPart(arn)} and ${lastPart(live)} are identical: rolling back "${service}" changes nothing unless a tag in them now points at another image.`,
    fix: 'If something has to change, set rollback-to to another revision.',
  });
}

export function notBrought(service: string, { arn, lost }: { arn: string; lost: string[] }): Problem {
  return toProblem('rollback-incomplete', atService(service), {
    message: `The settings of an Express service cannot restore all of ${lastPart(arn)}: ${lost.join(', ')}.`,
    fix: 'Check the service after the rollback.',
  });
}
