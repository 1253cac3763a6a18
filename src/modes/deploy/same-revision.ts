import type { Rendered } from '../../model.ts';
import { sameDefinition } from '../../render/diff.ts';
import type { Prepared } from '../prepared.ts';
import { asRequest } from '../template.ts';

/** Whether registering it would change nothing. */
export function sameRevision(rendered: Rendered, live: NonNullable<Prepared['target']['live']>): boolean {
  return sameDefinition(asRequest(live, rendered.definition), rendered.definition);
}
