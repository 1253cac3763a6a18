import type { Service } from '@aws-sdk/client-ecs';
import { isSame, onlyAsked } from '../aws/same.ts';
import { spellAsEcs, spellKey } from '../aws/spelling.ts';
import { primaryTaskSet } from '../aws/service.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { AppSpec, CodeDeployGroup, CodeDeployTarget, Problem, ServiceDocument, SettingChange } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import type { Located } from './locate.ts';
import { planServiceTags } from './service-tags.ts';
import { planCodeDeploySettings } from './settings.ts';

/** CodeDeploy's limit (docs: API_CreateDeployment, DescriptionTooLongException). */
const DESCRIPTION_CHARACTERS = 512;

/** The deployment to request from CodeDeploy, and what UpdateService may change in addition. */
export function planCodeDeploy(
  located: Located & { group: CodeDeployGroup },
  {
    inputs,
    document,
    appSpec,
    region,
  }: { inputs: Inputs; document?: ServiceDocument | undefined; appSpec: AppSpec; region: string },
): { target: CodeDeployTarget; problems: Problem[] } {
  const service = located.service ?? {};
  const { settings, changes } = planCodeDeploySettings({ inputs, document, live: service });
  const { tags, changes: ofTags } = planServiceTags(service, document);
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
    tags,
    changes: [...appSpecChanges, ...changes, ...ofTags],
    group: located.group,
    appSpec,
    appSpecChanges,
    ...(description === undefined ? {} : { description: shorten(description) }),
    ...(deploymentConfig === undefined ? {} : { deploymentConfig }),
  };
  return { target, problems: descriptionProblems(description) };
}

/** What the AppSpec sets, apart from the task definition, and is not live; if nothing, an unchanged definition means nothing to do. */
function changesOf({ value, services }: AppSpec, service: Service): SettingChange[] {
  const live = primaryTaskSet(service) ?? service;
  const [balancer] = live.loadBalancers ?? [];
  const before: Record<string, unknown> = {
    PlatformVersion: live.platformVersion,
    NetworkConfiguration: live.networkConfiguration,
    CapacityProviderStrategy: live.capacityProviderStrategy,
    LoadBalancerInfo: balancer && { containerName: balancer.containerName, containerPort: balancer.containerPort },
  };
  return services.flatMap(({ path }) => {
    const properties = path.reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], value);
    return Object.entries(properties as Record<string, unknown>).flatMap(([key, asked]): SettingChange[] => {
      const setting = Object.keys(before).find((name) => name.toLowerCase() === key.toLowerCase());
      const [was, after] = [before[setting ?? ''], spellAsEcs(asked)];
      if (setting === undefined || after === undefined || after === 'LATEST') return [];
      if (isSame(onlyAsked(was, after), after, spellKey(setting))) return [];
      return [
        { setting: `AppSpec.${setting}`, ...(was === undefined ? {} : { before: json(was) }), after: json(after) },
      ];
    });
  });
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
    toProblem('codedeploy-description-cut', atInput('codedeploy-deployment-description'), {
      message: `The description of the CodeDeploy deployment has ${description.length} characters; CodeDeploy takes ${DESCRIPTION_CHARACTERS}, so the rest is cut off.`,
      fix: 'Shorten codedeploy-deployment-description.',
    }),
  ];
}
