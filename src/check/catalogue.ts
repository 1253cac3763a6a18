import type { Origin, Problem } from '../model.ts';

/** Every rule that a template can break, for docs/checks.md and for the severity of each. The reader's and renderer's rules stand here too. */
export const RULES = [
  { name: 'encoding', severity: 'error', title: 'The file is not UTF-8 or UTF-16 text' },
  { name: 'empty-file', severity: 'error', title: 'The file is empty' },
  { name: 'merge-conflict', severity: 'error', title: 'A git merge conflict was left in the file' },
  { name: 'json-syntax', severity: 'error', title: 'The file is not JSON' },
  { name: 'yaml-syntax', severity: 'error', title: 'The file is not YAML' },
  { name: 'yaml-tag', severity: 'warning', title: 'A YAML tag that means nothing here' },
  { name: 'trailing-comma', severity: 'error', title: 'A comma after the last item of a list or object' },
  { name: 'duplicate-key', severity: 'error', title: 'A key is given twice in one object' },
  { name: 'several-documents', severity: 'error', title: 'The file holds several YAML documents' },
  { name: 'not-an-object', severity: 'error', title: 'The file holds no task definition' },
  { name: 'too-deep', severity: 'error', title: 'The file is nested too deeply' },
  { name: 'unquoted-placeholder', severity: 'error', title: 'A placeholder outside of quotes' },

  { name: 'appspec-resource', severity: 'error', title: 'The AppSpec has no resource that is an ECS service' },
  { name: 'appspec-field', severity: 'error', title: 'A field of the AppSpec is missing or has no usable value' },
  { name: 'appspec-container', severity: 'error', title: 'The container of the AppSpec is missing' },
  { name: 'appspec-port', severity: 'error', title: 'The container port of the AppSpec is missing' },
  { name: 'appspec-version', severity: 'warning', title: 'A version of the AppSpec that AWS does not document' },
  { name: 'appspec-hook', severity: 'warning', title: 'A hook of the AppSpec that ECS deployments do not have' },

  { name: 'unknown-container', severity: 'error', title: 'An input names a container that does not exist' },
  { name: 'ambiguous-container', severity: 'error', title: 'Nothing says which container the inputs change' },
  { name: 'empty-image', severity: 'error', title: 'An image input is empty' },
  { name: 'image-given-twice', severity: 'error', title: 'Two inputs set the image of the same container' },
  { name: 'unresolved-variable', severity: 'error', title: 'A `${NAME}` without a value' },

  { name: 'image-missing', severity: 'error', title: 'ECR has no such image' },
  { name: 'image-repository-missing', severity: 'error', title: 'ECR has no such repository' },
  {
    name: 'image-architecture',
    severity: 'warning',
    title: 'An image in ECR that is not built for the architecture of the task',
  },

  { name: 'desired-count-one', severity: 'advice', title: 'The service has one task' },
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
    title: 'A bake time that the deployment strategy lacks, or has no use for',
  },
  {
    name: 'strategy-load-balancers',
    severity: 'error',
    title: 'A strategy that shifts traffic, and a load balancer with one target group',
  },
  { name: 'capacity-provider-unknown', severity: 'error', title: 'A capacity provider that the cluster does not have' },
  { name: 'capacity-provider-mix', severity: 'error', title: 'Fargate capacity providers mixed with others' },
  { name: 'capacity-provider-base', severity: 'error', title: 'Two capacity providers with a base' },
  { name: 'capacity-provider-weight', severity: 'error', title: 'No capacity provider with a weight above 0' },
  { name: 'platform-version', severity: 'error', title: 'A platform version for tasks that do not run on Fargate' },
  {
    name: 'service-network-mode',
    severity: 'error',
    title: 'A network mode that does not fit the network of the service',
  },
  { name: 'exec-task-role', severity: 'error', title: 'ECS Exec is on, and there is no task role' },
  { name: 'registry-container', severity: 'error', title: 'The container of the service registry is missing' },
  { name: 'registry-port', severity: 'error', title: 'The container port of the service registry is missing' },
  { name: 'service-connect-port', severity: 'error', title: 'A port name that Service Connect uses is missing' },
  { name: 'service-connect-protocol', severity: 'error', title: 'The protocol of a Service Connect port changes' },
  { name: 'launch-volume', severity: 'error', title: 'An EBS volume of the service that the task definition lacks' },
  {
    name: 'launch-volume-settings',
    severity: 'error',
    title: 'A volume that is configured at launch, and no configuration for it',
  },
  { name: 'launch-volumes', severity: 'error', title: 'More than one volume configured at launch' },
  { name: 'express-scaling', severity: 'error', title: 'A minimum task count above the maximum' },
  {
    name: 'express-infrastructure-role',
    severity: 'warning',
    title: 'Another infrastructure role than the Express service was created with',
  },
  { name: 'circuit-breaker-off', severity: 'warning', title: 'The deployment circuit breaker of the service is off' },

  { name: 'unknown-field', severity: 'error', title: 'A field that the ECS API does not have' },
  { name: 'wrong-type', severity: 'error', title: 'A value of the wrong type' },
  { name: 'missing-field', severity: 'error', title: 'A required field is missing' },
  { name: 'bad-value', severity: 'error', title: 'A value that the ECS API does not know' },
  { name: 'empty-value', severity: 'warning', title: 'An empty text where the ECS API knows a fixed set of values' },

  { name: 'definition-too-large', severity: 'error', title: 'The task definition is over 64 KB' },
  {
    name: 'bad-name',
    severity: 'error',
    title: 'A family, container, port or volume name with characters that ECS refuses',
  },
  { name: 'bad-tag', severity: 'error', title: 'Tags that ECS refuses' },
  { name: 'no-containers', severity: 'error', title: 'No container' },
  { name: 'too-many-containers', severity: 'error', title: 'More than 10 containers' },
  { name: 'duplicate-container', severity: 'error', title: 'Two containers of the same name' },
  { name: 'no-essential-container', severity: 'error', title: 'No essential container' },
  { name: 'missing-image', severity: 'error', title: 'A container without image' },
  { name: 'bad-image', severity: 'error', title: 'An image that cannot be pulled as it is written' },
  { name: 'placeholder-left', severity: 'error', title: 'A placeholder left over where AWS refuses it' },
  { name: 'depends-on-unknown', severity: 'error', title: '`dependsOn` names an unknown container' },
  { name: 'depends-on-cycle', severity: 'error', title: '`dependsOn` goes in a circle' },
  { name: 'depends-on-essential', severity: 'error', title: '`dependsOn` waits for the end of an essential container' },
  { name: 'link-unknown', severity: 'error', title: '`links` names an unknown container' },
  { name: 'volumes-from-unknown', severity: 'error', title: '`volumesFrom` names an unknown container' },
  {
    name: 'secret-source',
    severity: 'error',
    title: 'A `valueFrom` that is neither a secret nor a parameter',
  },
  { name: 'secret-and-variable', severity: 'error', title: 'A secret shares its name with another secret or variable' },
  { name: 'health-check-range', severity: 'error', title: 'A health check setting out of range' },
  { name: 'stop-timeout-range', severity: 'error', title: '`stopTimeout` or `startTimeout` out of range' },
  { name: 'restart-policy-range', severity: 'error', title: 'A restart policy setting out of range' },

  { name: 'task-size', severity: 'error', title: 'Task `cpu` or `memory` that ECS cannot read or refuses' },
  { name: 'container-memory-missing', severity: 'error', title: 'Neither the container nor the task has memory' },
  { name: 'container-over-task', severity: 'error', title: 'Containers need more CPU or memory than the task has' },
  { name: 'memory-reservation', severity: 'error', title: '`memoryReservation` above `memory`' },
  { name: 'ephemeral-storage-range', severity: 'error', title: '`ephemeralStorage` outside of 21 to 200 GiB' },

  { name: 'port-range', severity: 'error', title: 'A port outside of 0 to 65535' },
  {
    name: 'host-port',
    severity: 'error',
    title: '`hostPort` differs from `containerPort` where they must be the same',
  },
  { name: 'duplicate-port-name', severity: 'error', title: 'Two port mappings of the same name' },
  { name: 'network-mode', severity: 'error', title: 'A setting that the network mode does not allow' },

  { name: 'volume-unknown', severity: 'error', title: 'A mount point of a volume that is not defined' },
  { name: 'duplicate-volume', severity: 'error', title: 'Two volumes of the same name' },
  { name: 'efs-volume', severity: 'error', title: 'EFS settings that exclude each other' },
  { name: 'firelens-router-missing', severity: 'error', title: '`awsfirelens` without a log router container' },

  { name: 'fargate-size', severity: 'error', title: 'CPU and memory that Fargate does not offer' },
  { name: 'fargate-network-mode', severity: 'error', title: 'Fargate without network mode `awsvpc`' },
  { name: 'fargate-unsupported', severity: 'error', title: 'A setting that Fargate does not support' },
  { name: 'execution-role-missing', severity: 'error', title: 'No execution role where ECS needs one' },

  { name: 'express-launch-type', severity: 'error', title: 'An Express service needs FARGATE' },
  { name: 'express-container', severity: 'error', title: 'An Express service needs a container `Main`' },
  { name: 'express-port', severity: 'error', title: '`Main` needs exactly one named TCP port mapping' },
  { name: 'load-balancer-container', severity: 'error', title: 'The load balancer’s container is missing' },
  { name: 'load-balancer-port', severity: 'error', title: 'The load balancer’s container port is missing' },

  {
    name: 'placeholder-kept',
    severity: 'advice',
    title: 'A placeholder in a value, which the container gets as it is',
  },
  { name: 'placeholder-likely', severity: 'warning', title: 'A text that looks like a placeholder left over' },
  { name: 'mutable-tag', severity: 'warning', title: 'An image with the tag `latest` or with none' },
  { name: 'image-without-digest', severity: 'advice', title: 'Images named by tag, not by digest' },
  { name: 'secret-in-environment', severity: 'warning', title: 'A value under `environment` that looks like a secret' },
  { name: 'duplicate-variable', severity: 'warning', title: 'An environment variable given twice' },
  { name: 'same-role', severity: 'advice', title: 'Task role and execution role are the same' },
  { name: 'odd-role-arn', severity: 'warning', title: 'A role ARN that is not well formed' },
  { name: 'no-log-configuration', severity: 'advice', title: 'A container without log configuration' },
  { name: 'awslogs-options', severity: 'warning', title: 'An option missing that the awslogs driver needs' },
  { name: 'firelens-router-not-essential', severity: 'warning', title: 'The FireLens log router is not essential' },
  {
    name: 'health-check-missing',
    severity: 'advice',
    title: 'No health check and no grace period behind a load balancer',
  },
  { name: 'main-not-essential', severity: 'warning', title: 'The main container is not essential' },
  { name: 'depends-on-healthy', severity: 'warning', title: '`HEALTHY` asked of a container without health check' },
  { name: 'shared-port', severity: 'warning', title: 'Two containers listen on the same port of one network' },
  { name: 'proxy-container-unknown', severity: 'warning', title: 'The proxy container does not exist' },
  { name: 'unused-volume', severity: 'advice', title: 'A volume that no container mounts' },
] as const satisfies readonly { name: string; severity: Problem['severity']; title: string }[];

export type RuleName = (typeof RULES)[number]['name'];

const SEVERITIES: ReadonlyMap<string, Problem['severity']> = new Map(
  RULES.map(({ name, severity }) => [name, severity]),
);

/** A problem with the severity that the table gives its rule. */
export function toProblem(rule: RuleName, origin: Origin, { message, fix }: { message: string; fix: string }): Problem {
  return { rule, severity: SEVERITIES.get(rule) ?? 'error', message, fix, origin };
}
