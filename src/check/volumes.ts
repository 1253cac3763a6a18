import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Context } from './context.ts';
import { didYouMean } from './did-you-mean.ts';

/** Volumes and the containers that mount them (docs: API_Volume, API_EFSVolumeConfiguration). */
export function* volumeRules(context: Context): Iterable<Problem> {
  yield* mounts(context);
  yield* definitions(context);
}

function* mounts({ definition, containers, locate }: Context): Iterable<Problem> {
  const names = (definition.volumes ?? []).map(({ name }) => name ?? '');
  const known = new Set(names);
  for (const { value, path, label } of containers) {
    for (const [index, { sourceVolume }] of (value.mountPoints ?? []).entries()) {
      if (sourceVolume === undefined || known.has(sourceVolume)) continue;
      yield toProblem('volume-unknown', locate([...path, 'mountPoints', index]), {
        message: `Container ${label} mounts the volume "${sourceVolume}", which does not exist.`,
        fix: didYouMean(sourceVolume, names) ?? `Add "${sourceVolume}" to volumes, or remove the mount point.`,
      });
    }
  }
}

function* definitions({ definition, containers, locate }: Context): Iterable<Problem> {
  const mounted = new Set(
    containers.flatMap(({ value }) => (value.mountPoints ?? []).map(({ sourceVolume }) => sourceVolume)),
  );
  const seen = new Set<string>();
  for (const [index, { name, efsVolumeConfiguration: efs }] of (definition.volumes ?? []).entries()) {
    const place = ['volumes', index] as const;
    if (name !== undefined && seen.has(name)) {
      yield toProblem('duplicate-volume', locate(place), {
        message: `Two volumes are called "${name}".`,
        fix: 'Rename one of them.',
      });
    }
    if (name !== undefined && name !== '') {
      seen.add(name);
      if (!mounted.has(name)) {
        yield toProblem('unused-volume', locate(place), {
          message: `No container mounts the volume "${name}".`,
          fix: 'Add a mount point, or remove the volume.',
        });
      }
    }
    if (efs === undefined) continue;
    const { accessPointId = '', iam } = efs.authorizationConfig ?? {};
    if ((accessPointId !== '' || iam === 'ENABLED') && efs.transitEncryption !== 'ENABLED') {
      yield toProblem('efs-volume', locate([...place, 'efsVolumeConfiguration']), {
        message: `The EFS volume "${name}" uses ${accessPointId === '' ? 'IAM authorization' : 'an access point'}, which requires transit encryption.`,
        fix: 'Set "transitEncryption": "ENABLED".',
      });
    }
    if (accessPointId !== '' && !['', '/'].includes(efs.rootDirectory ?? '')) {
      yield toProblem('efs-volume', locate([...place, 'efsVolumeConfiguration', 'rootDirectory']), {
        message: `The EFS volume "${name}" has an access point, so its rootDirectory can only be "/".`,
        fix: 'Remove rootDirectory: the access point sets it.',
      });
    }
  }
}
