import type { InputName, Inputs } from '../inputs/spec.ts';
import type { ServiceDocument, ServiceTarget, Target } from '../model.ts';
import type { Located } from './locate.ts';
import { settingChanges, wantedSettings } from './settings.ts';

/** What CreateService takes in addition to the settings of UpdateService (docs: API_CreateService). */
const ON_CREATION = [
  'launchType',
  'schedulingStrategy',
  'deploymentController',
  'role',
  'tags',
  'clientToken',
] as const;

/** A service that does not exist: everything in the service definition and the inputs is sent. */
export function planCreation(
  { name, cluster }: Pick<Located, 'name' | 'cluster'>,
  asked: { inputs: Inputs; given: readonly InputName[]; document?: ServiceDocument | undefined; region: string },
): ServiceTarget {
  const fields = asked.document?.fields ?? {};
  const settings = wantedSettings({ ...asked, live: {}, creates: true }, {});
  const own = ON_CREATION.filter((field) => fields[field] !== undefined);
  const creates: NonNullable<ServiceTarget['creates']> = {
    serviceName: name,
    cluster,
    ...Object.fromEntries(own.map((field) => [field, fields[field]])),
    ...settings,
  };
  const { serviceName: _, cluster: __, ...shown } = creates;
  const changes = Object.entries(shown).flatMap(([field, value]) => settingChanges(field, undefined, value));
  return { kind: 'service', name, cluster, region: asked.region, service: {}, settings, creates, changes };
}

/** Whether the step creates the service. */
export function isCreated(target: Target): boolean {
  if (target.kind === 'express') return target.call.verb === 'create';
  return target.kind === 'service' && target.creates !== undefined;
}
