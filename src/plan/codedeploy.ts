import type { Service } from '@aws-sdk/client-ecs';
import { primaryTaskSet } from '../aws/service.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { AppSpec, CodeDeployGroup, CodeDeployTarget, Problem, SettingChange } from '../model.ts';
import type { Located } from './locate.ts';
import { planCodeDeploySettings } from './settings.ts';

/** CodeDeploy takes no more (docs: API_CreateDeployment, DescriptionTooLongException). */
const DESCRIPTION_CHARACTERS = 512;

/** The deployment to ask CodeDeploy for, and what UpdateService may change beside it. */
export function planCodeDeploy(
  located: Located & { group: CodeDeployGroup },
  { inputs, appSpec, region }: { inputs: Inputs; appSpec: AppSpec; region: string },
): { target: CodeDeployTarget; problems: Problem[] } {
  const service = located.service ?? {};
  const { settings, changes } = planCodeDeploySettings(inputs, service);
  const appSpecChanges = changesOf(appSpec, service);
  const description = inputs['codedeploy-deployment-description'];
  const deploymentConfig = inputs['codedeploy-deployment-config'];
  const target: CodeDeployTarget = {
    kind: 'codedeploy',
    name: located.name,
    cluster: located.cluster,
    region,
    service,
    settings,
    changes: [...appSpecChanges, ...changes],
    group: located.group,
    appSpec,
    appSpecChanges,
    ...(description === undefined ? {} : { description: shorten(description) }),
    ...(deploymentConfig === undefined ? {} : { deploymentConfig }),
  };
  return { target, problems: descriptionProblems(description) };
}

/** What the AppSpec sets beside the task definition and does not have live; without it a same definition means nothing to do. */
function changesOf({ value, services }: AppSpec, service: Service): SettingChange[] {
  const live = primaryTaskSet(service) ?? service;
  const [balancer] = live.loadBalancers ?? [];
  const before: Record<string, unknown> = {
    PlatformVersion: live.platformVersion,
    NetworkConfiguration: live.networkConfiguration,
    CapacityProviderStrategy: live.capacityProviderStrategy,
    LoadBalancerInfo: balancer && { ContainerName: balancer.containerName, ContainerPort: balancer.containerPort },
  };
  return services.flatMap(({ path }) => {
    const properties = path.reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], value);
    return Object.entries(properties as Record<string, unknown>).flatMap(([key, after]): SettingChange[] => {
      const setting = Object.keys(before).find((name) => name.toLowerCase() === key.toLowerCase());
      if (setting === undefined || after === null || after === 'LATEST' || holds(before[setting], after)) return [];
      const was = before[setting];
      return [
        { setting: `AppSpec.${setting}`, ...(was === undefined ? {} : { before: json(was) }), after: json(after) },
      ];
    });
  });
}

/** Whether what is live is what is wanted. The AppSpec spells keys in capitals, its lists are sets, and what it leaves out is AWS's default. */
function holds(live: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(live) &&
      live.length === wanted.length &&
      wanted.every((item: unknown) => live.some((one) => holds(one, item)))
    );
  }
  if (typeof wanted !== 'object' || wanted === null) return wanted === null || live === wanted;
  if (typeof live !== 'object' || live === null) return false;
  const byName = new Map(Object.entries(live).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  return Object.entries(wanted).every(([key, value]) => holds(byName.get(key.toLowerCase()), value));
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

function shorten(description: string): string {
  return description.length <= DESCRIPTION_CHARACTERS
    ? description
    : `${description.slice(0, DESCRIPTION_CHARACTERS - 1).toWellFormed()}…`;
}

function descriptionProblems(description: string | undefined): Problem[] {
  if (description === undefined || description.length <= DESCRIPTION_CHARACTERS) return [];
  return [
    {
      rule: 'codedeploy-description-cut',
      severity: 'warning',
      message: `The description of the CodeDeploy deployment has ${description.length} characters; CodeDeploy takes ${DESCRIPTION_CHARACTERS}, the rest is cut off.`,
      fix: 'Shorten codedeploy-deployment-description.',
      origin: { kind: 'input', input: 'codedeploy-deployment-description' },
    },
  ];
}
