import type { ServiceReport } from '../model.ts';

type Known = Pick<ServiceReport, 'service' | 'cluster' | 'kind' | 'region' | 'outcome' | 'startedAt'>;

/** The report of a service of which nothing was seen yet. */
export function blankReport(known: Known): ServiceReport {
  return {
    ...known,
    images: [],
    finishedAt: known.startedAt,
    timeline: [],
    revisions: [],
    tasks: [],
    targets: [],
    definitionDiff: '',
    changes: [],
    links: [],
    next: [],
  };
}
