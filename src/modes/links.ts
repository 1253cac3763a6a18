import { codeDeployConsoleUrl, serviceConsoleUrl, stoppedTasksConsoleUrl, targetGroupConsoleUrl } from '../aws/arn.ts';
import { openPauses } from '../explain/pause.ts';
import { isGreen, leavesOpen, type ServiceReport } from '../model.ts';
import { phrase } from '../phrases.ts';

/** Where to continue in the console, and what to check there if the step did not wait for the end. */
export function linkReport(report: ServiceReport): void {
  const { region } = report;
  const place = { region, cluster: report.cluster, service: report.service };
  const groups = [...new Set(report.targets.map(({ targetGroupArn }) => targetGroupArn))];
  const { codeDeployDeploymentId: deploymentId } = report;
  report.links = [
    { label: 'Deployments', url: serviceConsoleUrl(place) },
    ...(deploymentId === undefined
      ? []
      : [{ label: 'CodeDeploy', url: codeDeployConsoleUrl({ region, deploymentId }) }]),
    { label: 'Stopped tasks', url: stoppedTasksConsoleUrl(place) },
    ...groups.map((targetGroupArn) => ({
      label: `Target group ${targetGroupArn.split('/').at(-2) ?? ''}`,
      url: targetGroupConsoleUrl({ region, targetGroupArn }),
    })),
  ];
  if (openPauses(report).length > 0) {
    report.next.push(
      `To continue, ${phrase('run-mode', 'continue')} (to roll back: \`${phrase('mode', 'stop')}\`; to follow it: \`${phrase('mode', 'watch')}\`).`,
    );
  }
  const { standing } = report;
  if (standing === 'going-back') {
    report.next.push(`It is being rolled back: to follow the rollback, ${phrase('run-mode', 'watch')}.`);
  } else if (standing !== 'over' && leavesOpen(report.outcome.kind) && !isGreen(report.outcome.kind)) {
    report.next.push(
      `See ${deploymentId === undefined ? 'Deployments for what ECS' : 'CodeDeploy for what it'} is doing now. To follow it, ${phrase('run-mode', 'watch')}; \`${phrase('mode', 'deploy')}\` would start a new one.`,
    );
  }
}
