import { newestConfiguration } from '../../aws/express.ts';
import type { InputName } from '../../inputs/spec.ts';
import type { Origin, Path, Problem, Rendered, ServiceDocument, Target } from '../../model.ts';
import { distinct } from '../../problem.ts';
import type { World } from '../../world.ts';
import { expressImages, imagesIn, type AskedImage } from '../images-to-run.ts';
import { definitionNeeds } from './definition-needs.ts';
import { judge, toProblems } from './judge.ts';
import { nameOf, type Need } from './need.ts';
import type { Unread } from './not-checked.ts';
import { createReader, type Reader } from './reader.ts';
import { scanNeeds, serviceNeeds } from './service-needs.ts';
import { lookBack } from './way-back.ts';

export interface Subjects {
  /** Definitions that are registered or run, though no service runs them. */
  alone: readonly Rendered[];
  prepared: readonly Prepared[];
  /** The images of live definitions that ECR does not have. */
  missingImages: Promise<ReadonlySet<string>>;
}

interface Prepared {
  target: Target;
  rendered?: Rendered | undefined;
}

interface About {
  given: readonly InputName[];
  document?: ServiceDocument | undefined;
  /** The account of the services, if it is known. */
  account: string | undefined;
  locateInExpress: (path: Path) => Origin;
}

/** The findings, except those about what turned out to stay as it is. */
export type Settle = (unaffected: ReadonlySet<Rendered | Target>) => Findings;

export interface Findings {
  problems: Problem[];
  unread: Unread[];
}

/** Looks, without writing, whether everything outside ECS that a deployment needs is there. Nothing waits for it before the first write. */
export interface Preflight {
  /** Starts to look for what a definition needs. */
  begin: (rendered: Rendered) => void;
  /** Never rejects. */
  finish: (subjects: Subjects) => Promise<Settle>;
  /** The same for revisions that a rollback returns to. */
  finishRollback: (returns: readonly Rendered[]) => Promise<Settle>;
}

/** What the services of a step share is read once. */
export function createPreflights(world: World): (about: About) => Preflight {
  const reader = createReader(world);
  return (about) => createPreflight({ ...about, reader }, world);
}

function createPreflight({ reader, ...about }: About & { reader: Reader }, world: World): Preflight {
  const { account } = about;
  const look = async (of: Rendered | Target, needs: readonly Need[]): Promise<Looked> =>
    await lookFor({ of, needs, account }, reader);
  const lookAt = async (rendered: Rendered): Promise<Looked> =>
    await look(rendered, [...definitionNeeds(rendered, world.aws.region), ...scanNeeds(imagesIn(rendered))]);
  return {
    begin: (rendered) => void lookAt(rendered).catch(() => undefined),
    finish: async ({ alone, prepared, missingImages }) => {
      const rendered = new Set([...alone, ...prepared.flatMap((one) => one.rendered ?? [])]);
      const ofServices = prepared.map(async (one): Promise<Looked> => {
        const subject = { target: one.target, definition: one.rendered?.definition };
        const needs = [...serviceNeeds(subject, about, about.locateInExpress), ...scanNeeds(ownImages(one))];
        const way = { target: one.target, rendered: one.rendered, account, missingImages };
        const [found, back] = await Promise.all([look(one.target, needs), lookBack(way, reader, world)]);
        return {
          ...found,
          problems: [...found.problems, ...back.problems],
          unread: [...found.unread, ...back.unread],
        };
      });
      return settle(await Promise.all([...[...rendered].map(lookAt), ...ofServices]));
    },
    finishRollback: async (returns) => {
      const looked = returns.map(async (one) => await look(one, definitionNeeds(one, world.aws.region)));
      return settle((await Promise.all(looked)).map(orAnother));
    },
  };
}

/** The image of a service whose definition ECS registers itself. */
function ownImages({ target, rendered }: Prepared): AskedImage[] {
  if (rendered !== undefined || target.kind !== 'express') return [];
  const live = newestConfiguration(target.express?.activeConfigurations);
  return expressImages(target, { live, input: 'image' });
}

interface Looked extends Findings {
  of: Rendered | Target;
}

async function lookFor(
  { of, needs, account }: { of: Looked['of']; needs: readonly Need[]; account: string | undefined },
  reader: Reader,
): Promise<Looked> {
  const judged = await Promise.all(needs.map(async (need) => ({ need, verdict: await judge(need, account, reader) })));
  return {
    of,
    problems: judged.flatMap(({ need, verdict }) => toProblems(need, verdict)),
    unread: judged.flatMap(({ need, verdict }) =>
      verdict.kind === 'unread' ? [{ ...verdict, kind: need.kind, name: nameOf(need) }] : [],
    ),
  };
}

function settle(looked: readonly Looked[]): Settle {
  return (unaffected) => {
    const affected = looked.filter(({ of }) => !unaffected.has(of));
    return {
      problems: distinct(affected.flatMap(({ problems }) => problems)),
      unread: affected.flatMap(({ unread }) => unread),
    };
  };
}

/** Nothing is registered, so that nothing in the old revision can be corrected. */
function orAnother({ problems, ...rest }: Looked): Looked {
  return {
    ...rest,
    problems: problems.map((problem) => ({
      ...problem,
      fix: `${problem.fix} Or set rollback-to to another revision.`,
    })),
  };
}
