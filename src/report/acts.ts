import type { ServiceReport } from '../model.ts';

/** True when a deploy would do something to the service, or has done it. */
export function hasChanges(service: ServiceReport): boolean {
  return service.acts ?? (service.changes.length > 0 || service.definitionDiff.trim() !== '');
}
