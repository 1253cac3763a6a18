import type { Rendered, Target } from '../model.ts';

/** One service and what would be registered for it; nothing is registered for an Express service in image mode. */
export interface Prepared {
  target: Target;
  rendered?: Rendered;
  /** The revision that the inputs name, if nothing changes it: it is deployed as it is. */
  existing?: string | undefined;
}
