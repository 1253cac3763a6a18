/** The parts of an ARN (docs: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). `resource` is everything after the fifth colon. */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(':');
  if (arn !== 'arn' || !partition || !service || resource.length === 0) return undefined;
  return { partition, service, region: region ?? '', account: account ?? '', resource: resource.join(':') };
}

/** `service/<cluster>/<name>` (or the old `service/<name>`) of a service ARN. */
export function parseServiceArn(text: string): (Arn & { cluster?: string; name: string }) | undefined {
  const arn = parseArn(text);
  const [type, ...rest] = arn?.resource.split('/') ?? [];
  const name = rest.at(-1);
  if (arn === undefined || arn.service !== 'ecs' || type !== 'service' || !name) return undefined;
  const cluster = rest.length > 1 ? rest[0] : undefined;
  return { ...arn, name, cluster };
}

/** What people call it: the last part of an ARN, or the text itself. */
export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The console host of each partition, by Region prefix; all others are in `aws`. */
const CONSOLES: readonly (readonly [regions: RegExp, domain: string])[] = [
  [/^cn-/, 'amazonaws.cn'],
  [/^us-gov-/, 'amazonaws-us-gov.com'],
  [/^eusc-/, 'amazonaws-eusc.eu'],
  [/^us-iso-/, 'c2shome.ic.gov'],
  [/^us-isob-/, 'sc2shome.sgov.gov'],
  [/^us-isof-/, 'csphome.hci.ic.gov'],
  [/^eu-isoe-/, 'csphome.adc-e.uk'],
];

/** Host of the management console (docs: endpoints in the user guides of AWS China, GovCloud and the European Sovereign Cloud). */
export function consoleHost(region: string): string {
  const domain = CONSOLES.find(([regions]) => regions.test(region))?.[1] ?? 'aws.amazon.com';
  return `${region}.console.${domain}`;
}

export function serviceConsoleUrl({
  region,
  cluster,
  service,
}: {
  region: string;
  cluster: string;
  service: string;
}): string {
  return `https://${consoleHost(region)}/ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(service)}/deployments?region=${region}`;
}

export function stoppedTasksConsoleUrl({
  region,
  cluster,
  service,
}: {
  region: string;
  cluster: string;
  service: string;
}): string {
  return `https://${consoleHost(region)}/ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(service)}/tasks?status=STOPPED&region=${region}`;
}

export function taskConsoleUrl({ region, cluster, task }: { region: string; cluster: string; task: string }): string {
  return `https://${consoleHost(region)}/ecs/v2/clusters/${encodeURIComponent(cluster)}/tasks/${encodeURIComponent(lastPart(task))}/configuration?region=${region}`;
}

export function codeDeployConsoleUrl({ region, deploymentId }: { region: string; deploymentId: string }): string {
  return `https://${consoleHost(region)}/codesuite/codedeploy/deployments/${encodeURIComponent(deploymentId)}?region=${region}`;
}

export function targetGroupConsoleUrl({ region, targetGroupArn }: { region: string; targetGroupArn: string }): string {
  return `https://${consoleHost(region)}/ec2/home?region=${region}#TargetGroup:targetGroupArn=${encodeURIComponent(targetGroupArn)}`;
}
