import type { Origin, Problem } from '../model.ts';

/** Every rule that a template can break, with its severity; docs/checks.md comes from it. Those of reader and renderer are here too. */
export const RULES = [
  { name: 'encoding', severity: 'error', title: 'A file that is neither UTF-8 nor UTF-16' },
  { name: 'empty-file', severity: 'error', title: 'An empty file' },
  { name: 'merge-conflict', severity: 'error', title: 'An unresolved git merge conflict' },
  { name: 'json-syntax', severity: 'error', title: 'A file that is not valid JSON' },
  { name: 'yaml-syntax', severity: 'error', title: 'A file that is not valid YAML' },
  { name: 'yaml-tag', severity: 'warning', title: 'A YAML tag that has no meaning here' },
  { name: 'trailing-comma', severity: 'error', title: 'A comma after the last item of a list or object' },
  { name: 'duplicate-key', severity: 'error', title: 'A key that appears twice in one object' },
  { name: 'several-documents', severity: 'error', title: 'More than one YAML document in the file' },
  { name: 'not-an-object', severity: 'error', title: 'A file that contains a list, a string or nothing' },
  {
    name: 'other-document',
    severity: 'error',
    title: 'A file of another kind, such as a Compose file or a CloudFormation template',
  },
  { name: 'too-deep', severity: 'error', title: 'A file that is nested too deeply' },
  { name: 'unquoted-placeholder', severity: 'error', title: 'A placeholder outside of quotes' },

  { name: 'appspec-resource', severity: 'error', title: 'An AppSpec without an ECS service' },
  { name: 'appspec-field', severity: 'error', title: 'A field of the AppSpec that is missing or has no usable value' },
  {
    name: 'appspec-container',
    severity: 'error',
    title: 'A container of the AppSpec that the task definition does not have',
  },
  { name: 'appspec-port', severity: 'error', title: 'A container port of the AppSpec that the container does not map' },
  { name: 'appspec-version', severity: 'warning', title: 'An AppSpec version that AWS does not document' },
  { name: 'appspec-hook', severity: 'warning', title: 'A hook of the AppSpec that ECS deployments do not have' },

  { name: 'unknown-container', severity: 'error', title: 'An input that names a container that does not exist' },
  {
    name: 'ambiguous-container',
    severity: 'error',
    title: 'Several containers, and no input that says which one is meant',
  },
  { name: 'empty-image', severity: 'error', title: 'An empty image in an input' },
  { name: 'image-given-twice', severity: 'error', title: 'Two inputs that set the image of one container' },
  { name: 'unresolved-variable', severity: 'error', title: 'A `${NAME}` without a value' },

  { name: 'image-missing', severity: 'error', title: 'An image that ECR does not have' },
  { name: 'image-repository-missing', severity: 'error', title: 'A repository that ECR does not have' },
  {
    name: 'image-architecture',
    severity: 'warning',
    title: 'An image in ECR that is built for another architecture than the task',
  },

  { name: 'desired-count-one', severity: 'advice', title: 'A service with one task' },
  { name: 'daemon-desired-count', severity: 'error', title: 'A desired count for a DAEMON service' },
  { name: 'daemon-maximum-percent', severity: 'error', title: 'A maximum percent above 100 for a DAEMON service' },
  { name: 'deployment-percent', severity: 'error', title: 'Minimum healthy percent and maximum percent are both 100' },
  {
    name: 'deployment-stands-still',
    severity: 'warning',
    title: 'A desired count and percentages that let ECS neither start nor stop a task',
  },
  { name: 'zone-rebalancing', severity: 'error', title: 'Availability Zone rebalancing with a maximum percent of 100' },
  {
    name: 'strategy-bake-time',
    severity: 'error',
    title: 'A deployment strategy that needs a bake time, or cannot use one',
  },
  {
    name: 'strategy-load-balancers',
    severity: 'error',
    title: 'A deployment strategy that shifts traffic, and a load balancer with one target group',
  },
  { name: 'capacity-provider-unknown', severity: 'error', title: 'A capacity provider that the cluster does not have' },
  { name: 'capacity-provider-mix', severity: 'error', title: 'Fargate capacity providers mixed with others' },
  { name: 'capacity-provider-base', severity: 'error', title: 'Two capacity providers with a base' },
  { name: 'capacity-provider-weight', severity: 'error', title: 'No capacity provider with a weight above 0' },
  { name: 'platform-version', severity: 'error', title: 'A platform version for tasks that do not run on Fargate' },
  {
    name: 'service-network-mode',
    severity: 'error',
    title: 'A network mode that does not fit the network configuration of the service',
  },
  { name: 'exec-task-role', severity: 'error', title: 'ECS Exec without a task role' },
  { name: 'registry-container', severity: 'error', title: 'A service registry whose container does not exist' },
  { name: 'registry-port', severity: 'error', title: 'A service registry whose container port is not mapped' },
  { name: 'service-connect-port', severity: 'error', title: 'A port name of Service Connect that no container has' },
  { name: 'service-connect-protocol', severity: 'error', title: 'A new protocol for a port of Service Connect' },
  {
    name: 'launch-volume',
    severity: 'error',
    title: 'An EBS volume of the service that the task definition does not have',
  },
  {
    name: 'launch-volume-settings',
    severity: 'error',
    title: 'A volume to be configured at launch, without a configuration',
  },
  { name: 'launch-volumes', severity: 'error', title: 'More than one volume configured at launch' },
  { name: 'express-scaling', severity: 'error', title: 'A minimum task count above the maximum' },
  {
    name: 'express-infrastructure-role',
    severity: 'warning',
    title: 'A different infrastructure role than the Express service was created with',
  },
  { name: 'circuit-breaker-off', severity: 'warning', title: 'A service without the deployment circuit breaker' },

  { name: 'unknown-field', severity: 'error', title: 'A field that the ECS API does not have' },
  { name: 'wrong-type', severity: 'error', title: 'A value of the wrong type' },
  { name: 'missing-field', severity: 'error', title: 'A required field that is missing' },
  { name: 'bad-value', severity: 'error', title: 'A value that is not one of the valid values' },
  { name: 'empty-value', severity: 'warning', title: 'An empty string where the ECS API has fixed values' },

  { name: 'definition-too-large', severity: 'error', title: 'A task definition over 64 KB' },
  {
    name: 'bad-name',
    severity: 'error',
    title: 'A family, container, port or volume name that ECS rejects',
  },
  { name: 'bad-tag', severity: 'error', title: 'Tags that ECS rejects' },
  { name: 'no-containers', severity: 'error', title: 'No containers' },
  { name: 'too-many-containers', severity: 'error', title: 'More than 10 containers' },
  { name: 'duplicate-container', severity: 'error', title: 'Two containers with the same name' },
  { name: 'no-essential-container', severity: 'error', title: 'No essential container' },
  { name: 'missing-image', severity: 'error', title: 'A container without an image' },
  { name: 'bad-image', severity: 'error', title: 'An image reference that no registry can hold' },
  { name: 'placeholder-left', severity: 'error', title: 'A placeholder where AWS rejects it or takes it literally' },
  { name: 'depends-on-unknown', severity: 'error', title: '`dependsOn` with a container that does not exist' },
  { name: 'depends-on-cycle', severity: 'error', title: 'Containers that wait for each other' },
  {
    name: 'depends-on-essential',
    severity: 'error',
    title: '`dependsOn` that waits for the end of an essential container',
  },
  { name: 'link-unknown', severity: 'error', title: '`links` with a container that does not exist' },
  { name: 'volumes-from-unknown', severity: 'error', title: '`volumesFrom` with a container that does not exist' },
  {
    name: 'secret-source',
    severity: 'error',
    title: 'A `valueFrom` that is neither a secret nor a parameter',
  },
  { name: 'environment-file', severity: 'error', title: 'An environment file that is not the ARN of an S3 object' },
  { name: 'secret-and-variable', severity: 'error', title: 'A secret with the name of another secret or variable' },
  { name: 'health-check-range', severity: 'error', title: 'A health check setting out of range' },
  { name: 'stop-timeout-range', severity: 'error', title: '`stopTimeout` or `startTimeout` out of range' },
  { name: 'restart-policy-range', severity: 'error', title: 'A restart policy setting out of range' },

  { name: 'task-size', severity: 'error', title: 'A task `cpu` or `memory` that ECS cannot read or rejects' },
  { name: 'container-memory-missing', severity: 'error', title: 'No memory for the container or the task' },
  {
    name: 'container-over-task',
    severity: 'error',
    title: 'Containers that want more CPU or memory than the task has',
  },
  { name: 'memory-reservation', severity: 'error', title: '`memoryReservation` above `memory`' },
  { name: 'ephemeral-storage-range', severity: 'error', title: '`ephemeralStorage` outside 21 to 200 GiB' },

  { name: 'port-range', severity: 'error', title: 'A port outside 0 to 65535' },
  {
    name: 'host-port',
    severity: 'error',
    title: 'A `hostPort` that must equal `containerPort` but does not',
  },
  { name: 'duplicate-port-name', severity: 'error', title: 'Two port mappings with the same name' },
  { name: 'network-mode', severity: 'error', title: 'A setting that the network mode does not support' },

  { name: 'volume-unknown', severity: 'error', title: 'A mount point of a volume that does not exist' },
  { name: 'duplicate-volume', severity: 'error', title: 'Two volumes with the same name' },
  { name: 'efs-volume', severity: 'error', title: 'EFS settings that do not work together' },
  { name: 'firelens-router-missing', severity: 'error', title: '`awsfirelens` without a log router container' },

  { name: 'fargate-size', severity: 'error', title: 'CPU and memory that Fargate does not offer' },
  { name: 'fargate-network-mode', severity: 'error', title: 'Fargate without network mode `awsvpc`' },
  { name: 'fargate-unsupported', severity: 'error', title: 'A setting that Fargate does not support' },
  { name: 'execution-role-missing', severity: 'error', title: 'No execution role where ECS needs one' },

  { name: 'express-launch-type', severity: 'error', title: 'An Express service without `FARGATE`' },
  { name: 'express-container', severity: 'error', title: 'An Express service without a container `Main`' },
  { name: 'express-port', severity: 'error', title: '`Main` without exactly one named TCP port mapping' },
  { name: 'load-balancer-container', severity: 'error', title: 'A load balancer whose container does not exist' },
  { name: 'load-balancer-port', severity: 'error', title: 'A load balancer whose container port is not mapped' },

  {
    name: 'placeholder-kept',
    severity: 'advice',
    title: 'A placeholder in a value that the container gets as it is',
  },
  { name: 'placeholder-likely', severity: 'warning', title: 'What looks like a placeholder that nothing filled in' },
  { name: 'mutable-tag', severity: 'warning', title: 'An image with the tag `latest` or without a tag' },
  { name: 'image-without-digest', severity: 'advice', title: 'Images given by tag instead of digest' },
  { name: 'secret-in-environment', severity: 'warning', title: 'An environment variable that looks like a secret' },
  { name: 'duplicate-variable', severity: 'warning', title: 'An environment variable that appears twice' },
  { name: 'same-role', severity: 'advice', title: 'The same role as task role and execution role' },
  { name: 'odd-role-arn', severity: 'warning', title: 'A role ARN that is not valid' },
  { name: 'no-log-configuration', severity: 'advice', title: 'A container without a log configuration' },
  { name: 'awslogs-options', severity: 'warning', title: 'A missing option of the awslogs driver' },
  { name: 'firelens-router-not-essential', severity: 'warning', title: 'A FireLens log router that is not essential' },
  {
    name: 'health-check-missing',
    severity: 'advice',
    title: 'A container behind a load balancer with neither health check nor grace period',
  },
  { name: 'main-not-essential', severity: 'warning', title: 'A main container that is not essential' },
  {
    name: 'depends-on-healthy',
    severity: 'warning',
    title: '`dependsOn` that waits for `HEALTHY` on a container without a health check',
  },
  { name: 'shared-port', severity: 'warning', title: 'Two containers that use the same port of one network' },
  { name: 'proxy-container-unknown', severity: 'warning', title: 'A proxy container that does not exist' },
  { name: 'unused-volume', severity: 'advice', title: 'A volume that no container mounts' },
] as const satisfies readonly { name: string; severity: Problem['severity']; title: string }[];

export type RuleName = (typeof RULES)[number]['name'];

const SEVERITIES: ReadonlyMap<string, Problem['severity']> = new Map(
  RULES.map(({ name, severity }) => [name, severity]),
);

/** A problem with the severity of its rule. */
export function toProblem(rule: RuleName, origin: Origin, { message, fix }: { message: string; fix: string }): Problem {
  return { rule, severity: SEVERITIES.get(rule) ?? 'error', message, fix, origin };
}
