import type { Inputs } from './spec.ts';

/** The slice of the inputs that changes a template. */
export function toChanges(inputs: Inputs, options: { express: boolean }) {
  return {
    images: [
      ...(inputs.image === undefined ? [] : [{ image: inputs.image, input: 'image' }]),
      ...(inputs.images ?? []).map(([container, image]) => ({ container, image, input: 'images' })),
    ],
    imageTag: inputs['image-tag'],
    containerNames: inputs['container-name'],
    variables: new Map(inputs.variables),
    environment: inputs['environment-variables'],
    secrets: inputs.secrets,
    dockerLabels: inputs['docker-labels'],
    logOptions: inputs['log-configuration-options'],
    logDriver: inputs['log-configuration-log-driver'],
    environmentFiles: inputs['env-files'],
    command: inputs.command,
    taskRoleArn: inputs['task-role-arn'],
    executionRoleArn: inputs['execution-role-arn'],
    cpu: inputs.cpu,
    memory: inputs.memory,
    cpuArchitecture: inputs['cpu-architecture'],
    tags: inputs.tags?.map(([key, value]) => ({ key, value })),
    express: options.express,
  };
}
