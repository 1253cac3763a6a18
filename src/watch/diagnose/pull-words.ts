import type { ContainerDefinition, Task, TaskDefinition } from '@aws-sdk/client-ecs';

/** Which container wants the image that a text is about, how it logs in there, and whose registry it is. */
export function pullWords(
  message: string,
  {
    containers,
    task,
    whole: { executionRoleArn, runtimePlatform: { operatingSystemFamily: family, cpuArchitecture: processor } = {} },
  }: { containers: readonly ContainerDefinition[]; task: Task | undefined; whole: TaskDefinition },
): string[] {
  const asking = containers.filter(({ image }) => image !== undefined && isNamed(image, message));
  const [one] = asking.length > 0 ? asking : containers;
  const login = one?.repositoryCredentials?.credentialsParameter;
  const [, own, account] = /^arn:[\w-]+:ecs:([\w-]+):(\d{12}):/u.exec(task?.taskArn ?? '') ?? [];
  const [, region] = /\b\d{12}\.dkr\.ecr\.([\w-]{5,20})\.amazonaws\.com/u.exec(message) ?? [];
  const [, owner, repository] =
    /\b(\d{12})\.dkr\.ecr\.[\w.-]+\/(?:v2\/)?([\w./-]+?)(?:\/manifests|[:@"\s]|$)/u.exec(message) ?? [];
  return [
    ...(asking.length === 1 && containers.length > 1 ? [`wanted by container ${one?.name}: ${one?.image}`] : []),
    login === undefined ? 'login: none' : `login: ${login}`,
    ...(asking.length === 1 || containers.length === 1 ? [`asked image: ${one?.image}`] : []),
    ...(processor === undefined ? ['cpuArchitecture: none'] : []),
    ...(executionRoleArn === undefined ? ['execution role: none'] : []),
    ...(family === undefined ? [] : [`operating system: ${family}`]),
    ...(owner !== undefined && account !== undefined && owner !== account
      ? [`repository ${repository} of account ${owner}, task of account ${account}`]
      : []),
    ...(region !== undefined && own !== undefined && region !== own
      ? [`image from Region ${region}, task in ${own}`]
      : []),
  ];
}

/** Registries are asked for the repository, which stands in the text with or without its host and tag. */
function isNamed(image: string, message: string): boolean {
  if (message.includes(image)) return true;
  const repository = image.replace(/@sha256:.*$/u, '').replace(/:[\w.-]+$/u, '');
  const path = repository.replace(/^[^/]*[.:][^/]*\//u, '');
  const words = message.split(/[\s"']+/u).map((word) => `/${word}`);
  return words.some(
    (word) => word.endsWith(`/${path}`) || ['/', ':', '@'].some((end) => word.includes(`/${path}${end}`)),
  );
}
