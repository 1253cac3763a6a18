import { lastPart } from '../aws/arn.ts';
import type { ServiceReport } from '../model.ts';
import type { Rollout } from './rolling.ts';

/** Nobody copies more of them. */
const GROUPS = 3;
/** Whatever needs no quotes in a shell. */
const PLAIN = /^[\w/.#-]+$/;

/** Commands for a terminal: the logs of what runs, and a shell in it. */
export function addCommands(report: ServiceReport, { target, rendered }: Pick<Rollout, 'target' | 'rendered'>): void {
  if (report.standing === undefined && report.outcome.kind !== 'unchanged') return;
  const { containerDefinitions = [] } = rendered?.definition ?? target.live?.definition ?? {};
  const groups = containerDefinitions.flatMap(
    ({ logConfiguration: { logDriver, options = {} } = { logDriver: undefined } }) =>
      logDriver === 'awslogs' ? [tailOf(options, report.region)] : [],
  );
  const tails = [...new Set(groups.flatMap((line) => line ?? []))].slice(0, GROUPS);
  const shell = shellIn(report);
  report.commands = [
    ...tails.map((command) => ({ label: 'Logs', command })),
    ...(shell === undefined ? [] : [{ label: 'Shell in a running task', command: shell }]),
  ];
}

function tailOf(options: Record<string, string>, ownRegion: string): string | undefined {
  const group = options['awslogs-group'] ?? '';
  const region = options['awslogs-region'] ?? ownRegion;
  return [group, region].every((word) => PLAIN.test(word))
    ? `aws logs tail ${group} --follow --since 10m --region ${region}`
    : undefined;
}

/** The first task whose exec agent runs, in a container that has it. */
function shellIn({ tasks, cluster, region }: ServiceReport): string | undefined {
  for (const { arn, containers } of tasks) {
    const container = containers.find(({ acceptsExec }) => acceptsExec === true);
    if (container === undefined) continue;
    const words = [cluster, lastPart(arn), container.name];
    if (!words.every((word) => PLAIN.test(word))) continue;
    return `aws ecs execute-command --cluster ${cluster} --task ${lastPart(arn)} --container ${container.name} --interactive --command /bin/sh --region ${region}`;
  }
  return undefined;
}
