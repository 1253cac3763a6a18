import type { Report, ServiceReport } from '../model.ts';
import { hasChanges } from './acts.ts';
import { reportLabel } from './service-label.ts';

/**
 * The outputs of the step. With one service they are plain, with several those that differ by service are JSON objects
 * keyed by its name. What does not exist is omitted: GitHub reads a missing output as an empty string.
 */
export function toOutputs(report: Report, files: { report?: string | undefined }): Record<string, string> {
  return present({
    outcome: report.outcome.kind,
    changes: report.mode === 'check' ? undefined : String(changesAnything(report)),
    'task-definition': definitionFile(report),
    report: files.report,
    'task-definition-arn': definitionArn(report),
    'previous-task-definition-arn': perService(report, (service) => service.previousTaskDefinitionArn),
    'run-task-arn': report.tasks && JSON.stringify(report.tasks.flatMap(({ arns }) => arns)),
    'service-arn': perService(report, (service) => service.serviceArn),
    'deployment-arn': perService(report, (service) => service.deploymentArn),
    'codedeploy-deployment-id': perService(report, (service) => service.codeDeployDeploymentId),
    endpoint: perService(report, (service) => service.endpoint),
    'target-health': targetHealth(report),
  });
}

function changesAnything({ registered, services, schedules = [] }: Report): boolean {
  const moves = schedules.some(({ state }) => state === 'moved' || state === 'to-move');
  return registered.length > 0 || services.some(hasChanges) || moves;
}

function definitionFile({ renderedFiles = [] }: Report): string | undefined {
  if (renderedFiles.length <= 1) return renderedFiles[0]?.path;
  return JSON.stringify(Object.fromEntries(renderedFiles.map(({ family: of, path }) => [of, path])));
}

function definitionArn(report: Report): string | undefined {
  const arns = [...report.registered, ...(report.alreadyRegistered ?? [])];
  const [first, ...more] = arns;
  if (report.services.length > 0) return perService(report, (service) => service.taskDefinitionArn) ?? first;
  if (more.length === 0) return first ?? report.tasks?.[0]?.taskDefinitionArn;
  return JSON.stringify(Object.fromEntries(arns.map((arn) => [family(arn), arn])));
}

function targetHealth(report: Report): string | undefined {
  const [only, ...more] = report.services;
  if (only === undefined) return undefined;
  if (more.length === 0) return JSON.stringify(only.targets);
  return JSON.stringify(
    Object.fromEntries(report.services.map((service) => [reportLabel(service, report), service.targets])),
  );
}

function perService(report: Report, read: (service: ServiceReport) => string | undefined): string | undefined {
  const [only, ...more] = report.services;
  if (only === undefined) return undefined;
  if (more.length === 0) return read(only);
  const entries = report.services.flatMap((service) => {
    const value = read(service);
    return value === undefined ? [] : [[reportLabel(service, report), value] as const];
  });
  return entries.length === 0 ? undefined : JSON.stringify(Object.fromEntries(entries));
}

function family(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1).replace(/:\d+$/u, '');
}

function present(outputs: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outputs).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}
