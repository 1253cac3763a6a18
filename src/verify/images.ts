import { phrase } from '../phrases.ts';
import type { Container, ServiceRevision, Task } from '@aws-sdk/client-ecs';
import { taskPhaseOf } from '../aws/task-status.ts';
import { lastPart } from '../aws/arn.ts';
import { parseReference } from '../aws/image.ts';
import type { Cause, ExpectedImage } from '../model.ts';

interface Compared {
  wrong: string[];
  notes: string[];
}

/** Compares the images of tasks with the requested ones; a difference that a multi-platform index may explain is only a note. */
export function compareImages(
  tasks: readonly Task[],
  wanted: { images: readonly ExpectedImage[]; revision: ServiceRevision | undefined },
): { wrong: Cause[]; notes: string[] } {
  const compared = tasks.flatMap((task) => wanted.images.map((expected) => compare(task, expected, wanted.revision)));
  const fix = `The host may have cached an older image for this tag, or the tag was pushed again. Deploy by digest, or set ${phrase('setting', 'force-new-deployment: true')}.`;
  return {
    wrong: [...new Set(compared.flatMap(({ wrong }) => wrong))].map((message) => ({ message, fix })),
    notes: [...new Set(compared.flatMap(({ notes }) => notes))],
  };
}

const FINE: Compared = { wrong: [], notes: [] };

function compare(task: Task, expected: ExpectedImage, revision: ServiceRevision | undefined): Compared {
  const containers = task.containers ?? [];
  const container = containers.find(({ name }) => name === expected.container);
  const id = lastPart(task.taskArn ?? '');
  if (container === undefined) {
    return containers.length === 0
      ? FINE
      : { wrong: [`Task ${id} has no container ${expected.container}.`], notes: [] };
  }
  const where = `Container ${expected.container} of task ${id}`;
  if (container.image !== undefined && !isSameImage(container.image, expected.image)) {
    return { wrong: [`${where} runs the image ${container.image}, not ${expected.image}.`], notes: [] };
  }
  const digests = compareDigests(container, { expected, where, revision });
  return { ...digests, notes: [...digests.notes, ...exitNotes(container, where)] };
}

/** ECS may append the digest that it resolved a tag to: the digests decide then. */
function isSameImage(seen: string, asked: string): boolean {
  const [running, wanted] = [parseReference(seen), parseReference(asked)];
  if (running.repository !== wanted.repository) return false;
  return running.digest !== undefined || wanted.digest !== undefined || running.tag === wanted.tag;
}

/**
 * Certain only if the registry supplied the image's digests: ECS shows that of an index or of one of its platforms
 * (https://github.com/aws/amazon-ecs-agent/pull/3576).
 */
function compareDigests(
  container: Container,
  at: { expected: ExpectedImage; where: string; revision: ServiceRevision | undefined },
): Compared {
  const { expected, where, revision } = at;
  const asked = parseReference(expected.image).digest;
  const running = container.imageDigest ?? parseReference(container.image ?? '').digest;
  const resolved =
    asked === undefined
      ? revision?.containerImages?.find(({ containerName }) => containerName === expected.container)?.imageDigest
      : undefined;
  const known = [asked, ...expected.digests, resolved].filter((digest) => digest !== undefined);
  if (running === undefined || known.length === 0 || known.includes(running)) return FINE;
  const { repository } = parseReference(expected.image);
  if (expected.digests.length > 0)
    return { wrong: [`${where} runs the digest ${running} of ${repository}, not ${known[0]}.`], notes: [] };
  const note = `Container ${expected.container} runs the digest ${running} of ${repository}, but ${known[0]} was deployed. That is fine if the latter is a multi-platform image; only its registry can tell.`;
  return { wrong: [], notes: [note] };
}

function exitNotes(container: Container, where: string): string[] {
  const { exitCode } = container;
  return taskPhaseOf(container) === 'stopped' && exitCode !== undefined && exitCode !== 0
    ? [`${where} stopped with exit code ${exitCode}. The task keeps running because that container is not essential.`]
    : [];
}
