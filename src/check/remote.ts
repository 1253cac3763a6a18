import { parseEcrImage } from '../aws/image.ts';
import type { Origin, Problem } from '../model.ts';
import type { World } from '../world.ts';
import { toProblem } from '../problem.ts';
import type { AskedImage } from './images-to-run.ts';
import { lookUp, type Finding, type Question } from './look-up.ts';
import { includesPlatform, platformName } from './platforms.ts';
import { phrase } from '../phrases.ts';

export interface ImageCheck {
  problems: Problem[];
  /** Image URI → its digests in ECR now (the index, then its platforms); only images that could be looked up. */
  digests: Map<string, readonly string[]>;
  /** The others that ECR does not have. */
  missing: ReadonlySet<string>;
}

/**
 * Asks ECR whether the images exist and are built for the task's platform, if the role allows it; about others only whether they
 * exist. A failed read never fails a deploy.
 */
export async function checkImages(
  images: readonly AskedImage[],
  world: World,
  others: readonly string[] = [],
): Promise<ImageCheck> {
  const names = new Set(images.map(({ image }) => image));
  const questions = [...new Set([...names, ...others])].map((image) => ({
    image,
    platforms: images.some((asked) => asked.image === image && asked.wanted !== undefined),
  }));
  const found = [...(await lookUpInTime(questions, world))];
  const findings = new Map(found.filter(([image]) => names.has(image)));
  tellUnread(findings, world);
  const problems = images.flatMap((asked) => imageProblems(asked, findings.get(asked.image)));
  return {
    problems: onePerMessage(problems),
    digests: new Map(
      [...findings].flatMap(([image, finding]) =>
        finding.kind === 'found' && finding.digests.length > 0 ? [[image, finding.digests]] : [],
      ),
    ),
    missing: new Set(found.flatMap(([image, { kind }]) => (kind.endsWith('-missing') ? [image] : []))),
  };
}

/** Optional reads must not hold up a deploy. */
const DEADLINE_MS = 10_000;

async function lookUpInTime(questions: Question[], world: World): Promise<Map<string, Finding>> {
  const looking = lookUp(questions, world);
  if (await world.clock.within({ milliseconds: DEADLINE_MS, signal: world.signal }, looking)) return await looking;
  if (world.signal.aborted) return new Map();
  const ofEcr = questions.filter(({ image }) => parseEcrImage(image) !== undefined);
  return new Map(ofEcr.map(({ image }) => [image, { kind: 'unknown', unread: 'ECR did not answer within 10 s' }]));
}

/** What a finding means for an image that will run. */
export function imageProblems(asked: AskedImage, finding: Finding | undefined): Problem[] {
  const { image, origin } = asked;
  switch (finding?.kind) {
    case 'image-missing':
      return [
        toProblem('image-missing', origin, {
          message: `ECR has no image ${image}.`,
          fix: `Push the image before ${phrase('this-step')}, or correct ${whereWritten(origin)}.`,
        }),
      ];
    case 'repository-missing': {
      const { repositoryName, registryId, region } = finding.repository;
      return [
        toProblem('image-repository-missing', origin, {
          message: `ECR has no repository ${repositoryName} in account ${registryId}, Region ${region}.`,
          fix: `Create the repository, or correct ${whereWritten(origin)}.`,
        }),
      ];
    }
    case 'found':
      return finding.platforms === undefined ? [] : architectureProblems(asked, finding.platforms);
    case 'unknown':
    case undefined:
      return [];
  }
}

function whereWritten(origin: Origin): string {
  return origin.kind === 'input' ? `the input "${origin.input}"` : 'its repository or tag';
}

function architectureProblems({ image, origin, wanted, setting }: AskedImage, platforms: string[]): Problem[] {
  if (wanted === undefined || includesPlatform(platforms, wanted)) return [];
  const other = wanted.cpuArchitecture === 'ARM64' ? 'X86_64' : 'ARM64';
  const instead = includesPlatform(platforms, { ...wanted, cpuArchitecture: other })
    ? `, or set ${setting} to ${other}`
    : '';
  return [
    toProblem('image-architecture', origin, {
      message: `The image ${image} is built for ${platforms.join(', ')}, but the task runs on ${wanted.cpuArchitecture}${wanted.isDefault ? ', the Fargate default' : ''} (${platformName(wanted)}): it cannot start.`,
      fix: `Build the image with --platform ${platformName(wanted)}${instead}.`,
    }),
  ];
}

/** One notice for all images that ECR could not confirm. */
function tellUnread(findings: ReadonlyMap<string, Finding>, world: World): void {
  const unread = [...findings].flatMap(([image, finding]) =>
    finding.kind === 'unknown' && finding.unread !== undefined ? [{ image, why: finding.unread }] : [],
  );
  if (unread.length === 0) return;
  const groups = Map.groupBy(unread, ({ why }) => why);
  const texts = [...groups].map(([why, images]) => `${images.map(({ image }) => image).join(', ')} (${why})`);
  const message = `Not checked whether the image exists in ECR: ${texts.join('; ')}.`;
  world.emit({ at: world.clock.now(), kind: 'notice', message });
}

function onePerMessage(problems: Problem[]): Problem[] {
  return [...new Map(problems.toReversed().map((problem) => [problem.message, problem])).values()].toReversed();
}
