import type { Inputs } from '../inputs/spec.ts';
import type { Report } from '../model.ts';
import { toJsonReport } from '../report/json.ts';
import { formatMissing, formatOutcome, formatProblems } from '../report/log.ts';
import { toOutputs } from '../report/outputs.ts';
import { toSummary } from '../report/summary.ts';
import { toAnnotations, type Annotation } from './annotations.ts';
import { docsUrl } from './rollback-workflow.ts';
import type { Runner } from './runner.ts';
import { readWorkflowPlaces } from './workflow-place.ts';

interface Publishing {
  runner: Runner;
  inputs: Pick<Inputs, 'annotations' | 'summary'>;
  /** Lines that the log has already. */
  warned: ReadonlySet<string>;
}

/** Reporting never changes the outcome: anything that goes wrong here is a warning, because a later step may need what is missing. */
export async function publish(report: Report, { runner, inputs, warned }: Publishing): Promise<void> {
  for (const line of formatProblems(report.problems)) if (!warned.has(line)) runner.log(line);
  runner.log(formatOutcome(report.outcome));
  if (report.missingPermissions !== undefined) runner.log(formatMissing(report.missingPermissions));
  const annotate = (annotation: Annotation): void => {
    try {
      runner.annotate(annotation);
    } catch (error) {
      runner.log(String(error));
    }
  };
  const quietly = async <T>(what: string, work: () => Promise<T> | T): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      const message = `${what} could not be written: ${error instanceof Error ? error.message : String(error)}`;
      runner.log(message);
      if (inputs.annotations) annotate({ command: 'warning', title: 'Report', message });
      return undefined;
    }
  };
  const file = await quietly('The JSON report', () =>
    runner.files.writeOutput('ecs-express-deploy-report.json', toJsonReport(report)),
  );
  await quietly('The outputs', () => {
    const outputs = toOutputs(report, { report: file });
    for (const [name, value] of Object.entries(outputs)) runner.output(name, value);
  });
  if (inputs.annotations) {
    await quietly('The annotations', async () => {
      const places = await readWorkflowPlaces(
        report.problems.map(({ origin }) => origin),
        runner,
      );
      const options = { docs: docsUrl(runner.environment), placeOf: places };
      toAnnotations(report, options).forEach(runner.annotate);
    });
  }
  if (inputs.summary) await quietly('The summary', () => runner.summary(toSummary(report)));
}
