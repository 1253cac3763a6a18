import type { Volume } from '@aws-sdk/client-ecs';
import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { LiveContext } from './live-context.ts';
import { quoteList } from './words.ts';

const NAME = 'service-managed-ebs-volume-name';

/** Each configuration of the service needs a volume that is configured at launch, and vice versa (docs: DG/ebs-volumes). */
export function* volumeSettingRules(context: LiveContext): Iterable<Problem> {
  const { target, definition, after } = context;
  if (definition === undefined || target.kind !== 'service') return;
  const volumes = definition.volumes ?? [];
  const launched = volumes.flatMap(({ name, configuredAtLaunch }) =>
    configuredAtLaunch === true && name ? [name] : [],
  );
  const configured = after.volumes.flatMap(({ name }) => name ?? []);
  for (const name of configured) if (!launched.includes(name)) yield noVolume(context, { name, launched, volumes });
  const missing = launched.find((name) => !configured.includes(name));
  if (missing !== undefined && configured.every((name) => launched.includes(name))) yield noSettings(context, missing);
  if (configured.length > 1) {
    yield toProblem('launch-volumes', context.originOf(NAME), {
      message: `Service "${target.name}" would configure ${configured.length} volumes at launch (${quoteList(configured)}), but a task can have only one.`,
      fix: `Set ${NAME}: ${configured[0]}, which the service already has.`,
    });
  }
}

function noVolume(
  { target, locate, originOf, given, isRollback }: LiveContext,
  { name, launched, volumes }: { name: string; launched: readonly string[]; volumes: readonly Volume[] },
): Problem {
  const index = volumes.findIndex((volume) => volume.name === name);
  const isAsked = given.includes(NAME) && target.settings.volumeConfigurations?.at(-1)?.name === name;
  const [only, ...more] = launched;
  const define =
    index < 0
      ? `Add { "name": "${name}", "configuredAtLaunch": true } to "volumes".`
      : 'Set "configuredAtLaunch": true on it.';
  const rename = isAsked && only !== undefined && more.length === 0 ? `Set ${NAME} to ${only}.` : define;
  return toProblem('launch-volume', isAsked ? originOf(NAME) : locate(index < 0 ? ['volumes'] : ['volumes', index]), {
    message: `Service "${target.name}" configures the EBS volume "${name}"${isAsked ? '' : ' (live)'}, but the task definition ${index < 0 ? 'has no volume with that name' : 'does not set configuredAtLaunch on it'}.`,
    fix: isRollback === true ? `Set rollback-to to a revision with the volume "${name}".` : rename,
  });
}

function noSettings({ target, locate, isRollback, definition }: LiveContext, name: string): Problem {
  const index = definition?.volumes?.findIndex((volume) => volume.name === name) ?? -1;
  return toProblem('launch-volume-settings', locate(['volumes', Math.max(0, index)]), {
    message: `The volume "${name}" of the task definition is configured at launch, but service "${target.name}" has no configuration for it.`,
    fix:
      isRollback === true
        ? `Set rollback-to to a revision without the volume "${name}".`
        : `Set ${NAME}: ${name} and service-managed-ebs-volume with roleArn and sizeInGiB.`,
  });
}
