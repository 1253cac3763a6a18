import { isActiveRevision } from '../aws/service.ts';
import { lastPart, parseArn } from '../aws/arn.ts';
import type { Candidate, Problem, RollbackTo } from '../model.ts';
import { atService, toProblem } from '../problem.ts';
import type { History, PastDeployment } from './history.ts';
import { phrase } from '../phrases.ts';

/** Everything that the choice depends on. */
export interface Question {
  service: string;
  to: Exclude<RollbackTo, { kind: 'commit' }>;
  /** The live revision, or the target of a deployment in flight. */
  live: string;
  history: History;
  /** The ACTIVE revisions of the live family, newest first; undefined when they were not read. */
  family?: readonly string[] | undefined;
  /** Set if the named revision ran right before, so that nothing has to prove it. */
  ranBefore?: true | undefined;
}

/** The revision to roll back to, and what the reader has to know. */
export type Choice =
  | { taskDefinitionArn: string; problems: Problem[] }
  // Why there is none.
  | { refused: Problem; taskDefinitionArn?: string };

/** Nobody would read more. */
const SHOWN = 10;

/** Decides which revision to roll back to. Choosing one that never succeeded comes with a warning. */
export function chooseRevision(question: Question): Choice {
  const { to, live } = question;
  if (to.kind === 'previous') return previous(question);
  const taskDefinitionArn = to.kind === 'arn' ? to.arn : inPlaceOf(live, to);
  const refused = foreign(taskDefinitionArn, question) ?? alreadyLive(taskDefinitionArn, question);
  return refused === undefined
    ? { taskDefinitionArn, problems: doubts(taskDefinitionArn, question) }
    : { taskDefinitionArn, refused };
}

/** The candidates: newest deployment first, then revisions that were only registered. */
export function toCandidates({
  live,
  history,
  family = [],
}: Pick<Question, 'live' | 'history' | 'family'>): Candidate[] {
  const deployed = Map.groupBy(history.deployments, ({ taskDefinitionArn }) => taskDefinitionArn);
  const registered = family.filter((arn) => revisionOf(arn) < revisionOf(live));
  const arns = [...new Set([live, ...deployed.keys(), ...registered])].slice(0, SHOWN);
  return arns.map((arn) => toCandidate(arn, { deployments: deployed.get(arn) ?? [], isLive: arn === live }));
}

/** Whether going from one revision to the other is itself a rollback: to an older one that succeeded before. */
export function isReturn({ to, from, history }: { to: string; from: string; history: History }): boolean {
  const succeeded = history.deployments.some(
    ({ taskDefinitionArn, end }) => taskDefinitionArn === to && end === 'succeeded',
  );
  return succeeded && familyOf(to) === familyOf(from) && revisionOf(to) < revisionOf(from);
}

/** Whether the family has to be listed before there is a choice. */
export function needsFamily({ live, history }: Pick<Question, 'live' | 'history'>): boolean {
  return !history.deployments.some(({ taskDefinitionArn, end }) => end === 'succeeded' && taskDefinitionArn !== live);
}

/** `web:41` of the family, account and Region of the live revision. */
function inPlaceOf(live: string, to: { family?: string; revision: number }): string {
  const head = live.slice(0, live.lastIndexOf('/') + 1);
  return `${head}${to.family ?? familyOf(live)}:${to.revision}`;
}

export function familyOf(arn: string): string {
  return lastPart(arn).replace(/:\d+$/, '');
}

export function revisionOf(arn: string): number {
  return Number(/:(\d+)$/.exec(arn)?.[1] ?? 0);
}

function toCandidate(
  taskDefinitionArn: string,
  { deployments, isLive }: { deployments: PastDeployment[]; isLive: boolean },
): Candidate {
  const ended = (end: PastDeployment['end']): PastDeployment[] => deployments.filter((one) => one.end === end);
  const deployedAt = deployments[0]?.at;
  const succeededAt = ended('succeeded')[0]?.at;
  return {
    taskDefinitionArn,
    ...(isLive ? { role: 'live' } : {}),
    succeeded: ended('succeeded').length,
    failed: ended('failed').length,
    stopped: ended('stopped').length,
    ...(deployedAt === undefined ? {} : { deployedAt }),
    ...(succeededAt === undefined ? {} : { succeededAt }),
    images: [],
  };
}

function previous(question: Question): Choice {
  const { live, history, service } = question;
  const proven = history.deployments.find(
    ({ taskDefinitionArn, end }) => end === 'succeeded' && taskDefinitionArn !== live,
  );
  if (proven !== undefined) {
    const { taskDefinitionArn } = proven;
    return {
      taskDefinitionArn,
      problems: [...replaces(taskDefinitionArn, question), ...hasRolledBackAlready(proven, question)],
    };
  }
  const older = unproven(question);
  if (older === undefined) return { refused: noCandidate(question) };
  const why =
    history.unread ??
    `The 90 days of history show no successful deployment of "${service}" other than ${lastPart(live)}.`;
  return {
    taskDefinitionArn: older,
    problems: [
      ...replaces(older, question),
      toProblem('rollback-unproven', atService(service), {
        message: `${why} Using ${lastPart(older)}, the next older ACTIVE revision: nothing proves that it ever ran.`,
        fix:
          history.unread === undefined
            ? 'Check its image before you rely on it, or set rollback-to to another revision.'
            : `To read the history, ${history.readable}; or set rollback-to to a revision that you know works.`,
      }),
    ],
  };
}

/** The next older revision of the family that did not fail as far as the history goes. */
function unproven({ live, history, family = [] }: Question): string | undefined {
  const failed = new Set(
    history.deployments.filter(({ end }) => end === 'failed').map(({ taskDefinitionArn }) => taskDefinitionArn),
  );
  return family
    .filter((arn) => revisionOf(arn) < revisionOf(live) && !failed.has(arn))
    .toSorted((a, b) => revisionOf(b) - revisionOf(a))[0];
}

/** ECS already rolled back the last deployment: the user may be about to undo what is already undone. */
function hasRolledBackAlready(proven: PastDeployment, { service, history, live }: Question): Problem[] {
  const [newest] = history.deployments;
  if (newest === undefined || newest.end !== 'failed' || newest.taskDefinitionArn === live) return [];
  return [
    toProblem('rollback-of-rolled-back', atService(service), {
      message: `The last deployment of "${service}" (${lastPart(newest.taskDefinitionArn)}) was already rolled back; this goes one step further, from ${lastPart(live)} to ${lastPart(proven.taskDefinitionArn)}.`,
      fix: `Cancel it if ${lastPart(live)} is what should run.`,
    }),
  ];
}

function foreign(arn: string, { service, live, history, to }: Question): Problem | undefined {
  const [asked, own] = [parseArn(arn), parseArn(live)];
  const elsewhere = (['partition', 'account', 'region'] as const).filter((part) => asked?.[part] !== own?.[part]);
  if (elsewhere.length > 0 && own !== undefined) {
    return toProblem('rollback-foreign', atService(service), {
      message: `${arn} belongs to another ${elsewhere.join(' and ')} than the service "${service}" (${own.account}, ${own.region}).`,
      fix: `Name a revision of this account and Region, such as ${familyOf(live)}:N.`,
    });
  }
  const families = history.deployments.flatMap(({ taskDefinitionArn, end }) =>
    end === 'succeeded' ? [familyOf(taskDefinitionArn)] : [],
  );
  const known = [familyOf(live), ...families].includes(familyOf(arn));
  if (known || history.unread !== undefined || to.kind === 'number') return undefined;
  return toProblem('rollback-foreign', atService(service), {
    message: `The service "${service}" runs the family ${familyOf(live)}, and no revision of ${familyOf(arn)} succeeded on it in the 90 days of its history.`,
    fix: `Name a revision that the service has run. To deploy another family, use ${phrase('mode', 'deploy')} with task-definition-arn.`,
  });
}

function alreadyLive(arn: string, { service, live, history }: Question): Problem | undefined {
  if (arn !== live) return undefined;
  const message = history.inFlight
    ? `${lastPart(live)} is the target of the deployment of "${service}" in flight.`
    : `${lastPart(live)} is already live on "${service}": there is nothing to roll back.`;
  const fix = history.inFlight
    ? 'Remove rollback-to to stop that deployment and roll it back.'
    : 'Name another revision, or remove rollback-to.';
  return toProblem('rollback-already-live', atService(service), { message, fix });
}

/** Evidence against a revision that the user named. */
function doubts(arn: string, question: Question): Problem[] {
  const { service, history } = question;
  const ends = history.deployments.filter(({ taskDefinitionArn }) => taskDefinitionArn === arn).map(({ end }) => end);
  const problems = replaces(arn, question);
  if (ends.includes('succeeded') || question.ranBefore === true) return problems;
  const why = ends.includes('failed')
    ? `The last deployment of ${lastPart(arn)} to "${service}" failed.`
    : (history.unread ?? `The 90 days of history show no successful deployment of ${lastPart(arn)} to "${service}".`);
  problems.push(
    toProblem('rollback-unproven', atService(service), {
      message: `${why} Nothing proves that ${lastPart(arn)} works.`,
      fix: 'Make sure that this is the revision to roll back to.',
    }),
  );
  return problems;
}

/** A deployment in flight is replaced unless it is stopped. */
function replaces(arn: string, { service, history, live }: Question): Problem[] {
  if (!history.inFlight) return [];
  const found = toProblem('deployment-in-progress', atService(service), {
    message: `A deployment of "${service}" (${lastPart(live)}) is in progress; the deployment of ${lastPart(arn)} replaces it.`,
    fix:
      history.unread === undefined
        ? 'Remove rollback-to to stop that deployment and roll it back.'
        : `To stop that deployment and roll it back instead, ${history.readable} and remove rollback-to.`,
  });
  return [{ ...found, severity: 'warning' }];
}

function noCandidate({ service, live, history, family }: Question): Problem {
  const unread = history.unread === undefined ? '' : ` ${history.unread}`;
  return toProblem('rollback-no-candidate', atService(service), {
    message: `There is nothing to roll back to: "${service}" runs ${lastPart(live)}, no earlier successful deployment is known, and its family has no older ACTIVE revision that did not fail.${unread}`,
    fix: fixWithoutCandidate({ history, family }),
  });
}

/** What is left if there is no revision to choose. */
export function fixWithoutCandidate({ history, family }: Pick<Question, 'history' | 'family'>): string {
  return family === undefined || history.unread !== undefined
    ? `To find one, ${history.readable ?? 'allow ecs:ListTaskDefinitions'}; or set rollback-to to a revision.`
    : `Deploy the revision that should run with ${phrase('mode', 'deploy')}.`;
}

/** `Candidates: web:41 (succeeded 2026-11-20), web:39 (failed)`; for messages that ask the reader to choose. */
export function listCandidates(candidates: readonly Candidate[], service: string): string {
  const others = othersAmong(candidates);
  if (others.length === 0) return `"${service}" has no other revision to return to.`;
  const listed = others.slice(0, 5).map((one) => `${lastPart(one.taskDefinitionArn)} (${endOf(one)})`);
  return `Candidates: ${listed.join(', ')}.`;
}

/** The revisions that the reader could choose. */
export function othersAmong(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((one) => one.role !== 'live' && isActiveRevision(one));
}

function endOf({ succeeded, failed, stopped, succeededAt }: Candidate): string {
  if (succeeded > 0) return `succeeded ${succeededAt?.toISOString().slice(0, 10) ?? ''}`.trim();
  if (failed > 0) return 'failed';
  return stopped > 0 ? 'stopped' : 'never proven';
}
