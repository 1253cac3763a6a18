import { isActiveRevision } from '../../aws/service.ts';
import { lastPart } from '../../aws/arn.ts';
import { withProvenance, type Provenance } from '../../aws/provenance.ts';
import { DeployError } from '../../errors.ts';
import type { LiveDefinition, Mode, Outcome, Rendered, TaskDefinition } from '../../model.ts';
import { register } from '../../write/register.ts';
import { sameDefinition } from '../../render/diff.ts';
import { fewNames } from '../../report/names.ts';
import type { World } from '../../world.ts';
import { failure } from '../failure.ts';
import { readDefinition } from '../template.ts';
import type { Piece } from './piece.ts';
import type { Draft } from './prepare.ts';
import { sameRevision } from './same-revision.ts';

/** What was registered, even if AWS rejected the rest. */
export interface Registered {
  arns: Map<Rendered, string>;
  /** Those of them that were there already. */
  already: ReadonlySet<string>;
  failure?: Outcome;
}

/** Registers each definition once, however many services share it; one that is already live is not registered again. */
export async function registerAll(
  { mode, pieces }: { mode: Mode; pieces: readonly Piece[] },
  world: World,
): Promise<Registered> {
  const arns = mode === 'register' ? await findRegistered(pieces, world) : new Map<Rendered, string>();
  const already = new Set(arns.values());
  for (const arn of already) {
    const message = `${lastPart(arn)} has exactly this definition; nothing was registered.`;
    world.emit({ at: world.clock.now(), kind: 'notice', message });
  }
  const done: { definition: TaskDefinition; arn: string }[] = [];
  try {
    for (const piece of pieces) {
      for (const rendered of new Set(neededOf(piece, mode))) {
        if (arns.has(rendered)) continue;
        const definition = withTags(rendered.definition, piece.asked.provenance);
        const isSame = (registered: Rendered['definition']): boolean => sameDefinition(registered, definition);
        const twin = done.find((one) => one.definition.family === definition.family && isSame(one.definition));
        const arn = twin?.arn ?? (await register({ definition, isSame }, world));
        arns.set(rendered, arn);
        if (twin !== undefined) continue;
        done.push({ definition, arn });
        world.emit({ at: world.clock.now(), kind: 'notice', message: `Registered ${lastPart(arn)}.` });
      }
    }
    return { arns, already };
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    const before = done.length === 0 ? '' : `Registered ${fewNames(done.map(({ arn }) => lastPart(arn)))}. `;
    const next = done.length === 0 ? '' : 'next ';
    const keeps = pieces.every(({ draft }) => draft.prepared.length === 0) ? '' : '; every service keeps what it runs';
    const headlines = {
      unsettled: `${before}It is unknown whether the ${next}task definition was registered${keeps}.`,
      failed: `${before}Registering the ${next}task definition failed${keeps}.`,
    };
    return { arns, already, failure: await failure(error, headlines, world) };
  }
}

/** Nothing deploys what a registration registers, so that each run would register it again: the newest revision decides. */
async function findRegistered(pieces: readonly Piece[], world: World): Promise<Map<Rendered, string>> {
  const all = [...new Set(pieces.flatMap((piece) => neededOf(piece, 'register')))];
  const found = await Promise.all(
    all.map(async (rendered) => {
      const names = [...(rendered.template.startsWith('arn:') ? [rendered.template] : []), rendered.definition.family];
      for (const name of names) {
        const revision = name === undefined ? undefined : await readRevision(name, world);
        if (revision !== undefined && sameRevision(rendered, revision)) return [[rendered, revision.arn] as const];
      }
      return [];
    }),
  );
  return new Map(found.flat());
}

/** A family without revisions, or one that may not be read, has nothing to compare. */
async function readRevision(name: string, world: World): Promise<LiveDefinition | undefined> {
  try {
    const revision = await readDefinition(name, world);
    return isActiveRevision(revision.definition as { status?: string }) ? revision : undefined;
  } catch {
    return undefined;
  }
}

function neededOf({ draft, decided }: Piece, mode: Mode): Rendered[] {
  const held = mode === 'run-task' && draft.task?.existing !== undefined;
  if (mode === 'register' || draft.prepared.length === 0) return held ? [] : draft.rendered;
  return [
    ...decided.flatMap(({ rendered, existing, work }) =>
      rendered && existing === undefined && work.kind === 'register-and-update' ? [rendered] : [],
    ),
    ...ownOfTask(draft),
  ];
}

function withTags(definition: TaskDefinition, provenance: Provenance | undefined): TaskDefinition {
  const tags = withProvenance(definition.tags ?? [], provenance);
  return tags.length === 0 ? definition : { ...definition, tags };
}

/** A service deployed from an image has no definition of ours, but its one-off task needs one. */
function ownOfTask({ task, prepared }: Draft): Rendered[] {
  const own = task?.existing === undefined && prepared.every(({ rendered }) => rendered !== task?.rendered);
  return own && task !== undefined ? [task.rendered] : [];
}
