import { lastPart } from '../../aws/arn.ts';
import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';

/** How the definition mounts its one EFS file system; of several, the text does not say which is meant. */
export function efsWords({ volumes = [], taskRoleArn }: TaskDefinition): string[] {
  const [volume, ...others] = volumes.filter(({ efsVolumeConfiguration }) => efsVolumeConfiguration !== undefined);
  const { fileSystemId, rootDirectory = '/', authorizationConfig = {} } = volume?.efsVolumeConfiguration ?? {};
  if (volume === undefined || fileSystemId === undefined || others.length > 0) return [];
  const { accessPointId, iam = 'DISABLED' } = authorizationConfig;
  const place = accessPointId === undefined ? `root directory ${rootDirectory}` : `access point ${accessPointId}`;
  const role = taskRoleArn === undefined ? 'no task role' : `task role ${lastPart(taskRoleArn)}`;
  return [`EFS volume ${volume.name}: ${fileSystemId}, ${place}, iam ${iam}, ${role}`];
}

/** S3 Files is mounted by the tools of EFS, whose texts do not tell the two apart; the definition does. */
export function s3FilesWords({ volumes = [], taskRoleArn }: TaskDefinition): string[] {
  if (volumes.some(({ efsVolumeConfiguration }) => efsVolumeConfiguration !== undefined)) return [];
  const role = taskRoleArn === undefined ? 'no task role' : `task role ${lastPart(taskRoleArn)}`;
  return volumes.flatMap(({ name, s3filesVolumeConfiguration: files }) => {
    if (files?.fileSystemArn === undefined) return [];
    const point = files.accessPointArn;
    const place =
      point === undefined ? `root directory ${files.rootDirectory ?? '/'}` : `access point ${lastPart(point)}`;
    return [`S3 Files volume ${name}: ${lastPart(files.fileSystemArn)}, ${place}, ${role}`];
  });
}

/** How the definition mounts its file systems of FSx. */
export function fsxWords({ volumes = [] }: TaskDefinition): string[] {
  return volumes.flatMap(({ name, fsxWindowsFileServerVolumeConfiguration: share }) => {
    const { credentialsParameter: login, domain } = share?.authorizationConfig ?? {};
    return share === undefined
      ? []
      : [`FSx volume ${name}: ${share.fileSystemId}, share ${share.rootDirectory}, login ${login}, domain ${domain}`];
  });
}

/** The volume in the name that the agent gave it: `ecs-FAMILY-REVISION-VOLUME-HASH`. */
export function chownedWords(
  message: string,
  { containers, whole: { volumes = [] } }: { containers: readonly ContainerDefinition[]; whole: TaskDefinition },
): string[] {
  const names = volumes.flatMap(({ name }) => name ?? []).toSorted((a, b) => b.length - a.length);
  const folders = message.split('/').filter((part) => part.startsWith('ecs-'));
  const volume = names.find((name) => folders.some((folder) => folder.includes(`-${name}-`)));
  return containers.flatMap(({ name, mountPoints = [] }) =>
    mountPoints.flatMap(({ sourceVolume, containerPath }) =>
      volume !== undefined && sourceVolume === volume
        ? [`Docker fills volume ${volume} from ${containerPath} of container ${name}`]
        : [],
    ),
  );
}
