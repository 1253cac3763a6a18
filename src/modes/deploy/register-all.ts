import { lastPart } from '../../aws/arn.ts';
import { withProvenance, type Provenance } from '../../aws/provenance.ts';
import { DeployError } from '../../errors.ts';
import type { Outcome, Rendered, TaskDefinition } from '../../model.ts';
import { register } from '../../write/register.ts';
import { sameDefinition } from '../../render/diff.ts';
import type { World } from '../../world.ts';
import { failure } from '../failure.ts';
import type { Asked } from '../asked.ts';
import type { Decided } from '../decided.ts';
import type { Draft } from './prepare.ts';

/** What was registered, even if AWS rejected the rest. */
export interface Registered {
  arns: Map<Rendered, string>;
  failure?: Outcome;
}

/** Registers each definition once, however many services share it; one that is already live is not registered again. */
export async function registerAll(
  { asked, draft, decided }: { asked: Asked; draft: Draft; decided: readonly Decided[] },
  world: World,
): Promise<Registered> {
  const held = asked.inputs.mode === 'run-task' && draft.task?.existing !== undefined;
  const everything = asked.inputs.mode === 'register' || draft.prepared.length === 0;
  const needed = everything
    ? draft.rendered.filter(() => !held)
    : [
        ...decided.flatMap(({ rendered, existing, work }) =>
          rendered && existing === undefined && work.kind === 'register-and-update' ? [rendered] : [],
        ),
        ...ownOfTask(draft),
      ];
  const arns = new Map<Rendered, string>();
  try {
    for (const rendered of new Set(needed)) {
      const definition = withTags(rendered.definition, asked.provenance);
      const isSame = (registered: Rendered['definition']): boolean => sameDefinition(registered, definition);
      const arn = await register({ definition, isSame }, world);
      arns.set(rendered, arn);
      world.emit({ at: world.clock.now(), kind: 'notice', message: `Registered ${lastPart(arn)}.` });
    }
    return { arns };
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    const before = arns.size === 0 ? '' : `Registered ${[...arns.values()].map(lastPart).join(', ')}. `;
    const keeps = draft.prepared.length === 0 ? '' : '; every service keeps what it runs';
    const headlines = {
      unsettled: `${before}It is unknown whether the ${arns.size === 0 ? '' : 'next '}task definition was registered${keeps}.`,
      failed: `${before}Registering the ${arns.size === 0 ? '' : 'next '}task definition failed${keeps}.`,
    };
    return { arns, failure: await failure(error, headlines, world) };
  }
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
