import { posix } from 'node:path';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Explanation } from '../../explain/explain.ts';
import { explainLine } from '../../explain/log.ts';

/** What is said of a program or file that is not there. */
const MISSING = new Set(['executable-missing', 'exit-code-127', 'says-module-missing', 'says-file-missing']);
const PATH = /(?<![\w.])\/[\w.@+-]{1,100}(?:\/[\w.@+-]{1,100}){0,20}/gu;
/** `./server` and, where nothing but the path is quoted, `bin/server`: as seen from the working directory. */
const RELATIVE =
  /(?<![\w./-])\.(?:\/[\w.@+-]{1,100}){1,20}|(?<=")[\w@+-][\w.@+-]{0,100}(?:\/[\w.@+-]{1,100}){1,20}(?=")/gu;

/** A volume that is mounted over the folder of a program looks as if the program were not in the image. */
export function mayBeHidden(explanation: Explanation | undefined): boolean {
  return MISSING.has(explanation?.id ?? '');
}

/** Names the mount that hides one of the paths in these texts: a volume shows its own files in the place of the image's. */
export function hiddenByMount(
  texts: readonly (string | undefined)[],
  { mountPoints = [], workingDirectory }: Pick<ContainerDefinition, 'mountPoints' | 'workingDirectory'>,
): Explanation | undefined {
  const relative = workingDirectory === undefined ? [] : texts.flatMap((text) => text?.match(RELATIVE) ?? []);
  const paths = [
    ...texts.flatMap((text) => text?.match(PATH) ?? []),
    ...relative.map((path) => posix.join(workingDirectory ?? '/', path)),
  ];
  for (const { containerPath = '', sourceVolume = 'unnamed' } of mountPoints) {
    const folder = containerPath.replace(/\/+$/u, '');
    const hidden = paths.find((path) => folder !== '' && path.startsWith(`${folder}/`));
    if (hidden !== undefined) return explainLine(`volume ${sourceVolume} at ${folder} hides ${hidden}`);
  }
  return undefined;
}

/** The mount that a path of an error lies on, with the user of the container: the volume, not the image, decides who may write there. */
export function mountFact(
  line: string,
  { mountPoints = [], user }: Pick<ContainerDefinition, 'mountPoints' | 'user'>,
): string[] {
  const paths = line.match(PATH) ?? [];
  for (const { containerPath = '', sourceVolume, readOnly } of mountPoints) {
    const folder = containerPath.replace(/\/+$/u, '');
    const isOnIt = paths.some((path) => path === folder || path.startsWith(`${folder}/`));
    if (folder === '' || !isOnIt || sourceVolume === undefined || readOnly === true) continue;
    return [`mounted at ${folder}: volume ${sourceVolume}${user === undefined ? '' : `, user ${user}`}`];
  }
  return [];
}
