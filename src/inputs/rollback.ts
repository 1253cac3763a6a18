import type { Problem, RollbackTo } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { quote } from './place.ts';
import type { Inputs } from './spec.ts';
import { phrase } from '../phrases.ts';

const NUMBER = /^[1-9]\d{0,6}$/;
const REVISION = /^(?<family>[A-Za-z0-9_-]{1,255}):(?<revision>[1-9]\d{0,6})$/;
const COMMIT = /^commit:(?<commit>[\da-f]{7,40})$/i;
const ARN = /^arn:[\w-]+:ecs:[\w-]+:\d*:task-definition\/[A-Za-z0-9_-]{1,255}:[1-9]\d{0,6}$/;

/** Parses the rollback target; undefined if it matches none of the forms. */
export function parseRollbackTo(text: string | undefined): RollbackTo | undefined {
  const name = text?.trim() ?? '';
  if (name === '' || name.toLowerCase() === 'previous') return { kind: 'previous' };
  if (NUMBER.test(name)) return { kind: 'number', revision: Number(name) };
  if (ARN.test(name)) return { kind: 'arn', arn: name };
  const commit = COMMIT.exec(name)?.groups?.['commit'];
  if (commit !== undefined) return { kind: 'commit', commit: commit.toLowerCase() };
  const { family, revision } = REVISION.exec(name)?.groups ?? {};
  return family === undefined ? undefined : { kind: 'revision', family, revision: Number(revision) };
}

/** What is wrong with `rollback-to` before the service is looked up. */
export function rollbackProblems(inputs: Inputs): Problem[] {
  const text = inputs['rollback-to'];
  if (parseRollbackTo(text) !== undefined) return [];
  return [
    toProblem('rollback-to-format', atInput('rollback-to'), {
      message: `${phrase('input', 'rollback-to')} is ${quote(text ?? '')}, which names no revision.`,
      fix: 'Use previous, a revision number (41), family:41, the ARN of a task definition with its revision, or commit: with 7 to 40 hexadecimal digits.',
    }),
  ];
}
