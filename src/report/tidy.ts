import type { Outcome, Report, ServiceReport } from '../model.ts';
import { fewOfEach } from '../problem.ts';
import { visibleAddress } from '../visible.ts';

/** A report as every sink gets it: URLs are valid, every cause has a message, and of many problems alike the first are told. */
export function tidy(report: Report): Report {
  const { outcome, services, tasks } = report;
  return {
    ...report,
    problems: fewOfEach(report.problems),
    outcome: withoutBlanks(outcome),
    services: services.map(tidyService),
    tasks: tasks?.map((task) => ({ ...task, outcome: withoutBlanks(task.outcome) })),
  };
}

function tidyService(service: ServiceReport): ServiceReport {
  const { endpoint, outcome } = service;
  const address = endpoint === undefined ? {} : { endpoint: visibleAddress(endpoint) };
  return { ...service, ...address, outcome: withoutBlanks(outcome) };
}

/** AWS may give an empty reason. */
function withoutBlanks(outcome: Outcome): Outcome {
  const causes = outcome.causes.filter((cause) => /\S/.test(`${cause.message}${cause.explanation ?? ''}`));
  return { ...outcome, causes };
}
