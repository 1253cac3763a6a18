import type {
  CapacityProvider,
  ContainerDefinition,
  Service,
  ServiceDeployment,
  Task,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { systemClock } from '../../src/clock.ts';
import type { Cause, Rendered, ReportedImage, Started, TargetState } from '../../src/model.ts';
import { diagnose, type Diagnosis } from '../../src/watch/diagnose/diagnose.ts';
import { diagnoseTask } from '../../src/watch/task/diagnose.ts';
import { diagnoseLive, type LiveCause } from '../../src/watch/diagnose/live.ts';
import type { Blamed } from '../../src/watch/diagnose/origin.ts';
import type { ManagedResource } from '../../src/aws/resources.ts';
import type { CodeDeployObservation } from '../../src/watch/codedeploy/observation.ts';
import type { Observation } from '../../src/watch/observation.ts';
import type { World } from '../../src/world.ts';

export const T0 = new Date('2026-09-01T10:00:00Z');
export const REVISION = 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:2';
export const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/6d0ecf831eec9f09';
export const DEPLOYMENT_ID = 'ecs-svc/4965514251646323336';

/** A failed rollout as ECS shows it at the end. */
export interface Case {
  /** Stopped ones. */
  tasks?: Partial<Task>[];
  running?: Partial<Task>[];
  events?: string[];
  /** Events that the service had before the deployment. */
  oldEvents?: string[];
  deployment?: Partial<ServiceDeployment>;
  service?: Partial<Service>;
  targets?: Partial<TargetState>[];
  resources?: ManagedResource[];
  codeDeploy?: CodeDeployObservation;
  /** Lambda function of each hook in the AppSpec that was given. */
  hooks?: Record<string, string>;
  /** Counts of the new revision, and the tasks of it that failed. */
  counts?: { desired: number; running: number; pending: number; failed?: number };
  containers?: ContainerDefinition[];
  /** The rest of the task definition: roles, volumes, sizes. */
  definition?: Partial<TaskDefinition>;
  /** What differs from the target group below. */
  group?: Partial<TargetGroup>;
  /** Stream → lines. */
  logs?: Record<string, string[]>;
  logLines?: number;
  /** Digest that ECR holds for the image. */
  digest?: string;
  /** What its capacity provider says of itself. */
  provider?: CapacityProvider | undefined;
  /** Deregistration delay of its target groups, in seconds. */
  delay?: number;
  images?: ReportedImage[];
  /** Errors by the call that throws them. */
  errors?: Partial<
    Record<
      | 'describeCapacityProvider'
      | 'deregistrationDelay'
      | 'listTasks'
      | 'describeTasks'
      | 'describeTaskDefinition'
      | 'lastLines'
      | 'describeTargetGroup'
      | 'imageDigest',
      Error
    >
  >;
  /** Calls that never answer. */
  hangs?: string[];
  blamed?: Blamed | undefined;
  /** The deployment did not end in time. */
  standsStill?: boolean;
}

export interface Diagnosed extends Diagnosis {
  warnings: string[];
  calls: string[];
}

export const WEB: ContainerDefinition = {
  name: 'web',
  image: 'registry.example.com/web:2',
  essential: true,
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'ecs' },
  },
};

export function taskId(number: number): string {
  return number.toString(16).padStart(32, 'a');
}

const FIRST_TASK = `arn:aws:ecs:us-east-1:111122223333:task/prod/${taskId(0)}`;

export function awsError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
}

export async function diagnoseCase(given: Case): Promise<Diagnosed> {
  const { request, world, calls } = prepare(given);
  return { ...(await diagnose(request, world)), calls };
}

/** The same while the deployment goes on. */
export async function diagnoseLiveCase(given: Case): Promise<{ live: LiveCause | undefined; calls: string[] }> {
  const { request, world, calls } = prepare(given);
  return { live: await diagnoseLive(request, world), calls };
}

/** The same for a task that was run on its own: the first of the case. */
export async function diagnoseOneOffCase(given: Case): Promise<Cause[]> {
  const { world } = prepare(given);
  const definition = { containerDefinitions: given.containers ?? [WEB] };
  const [task] = await world.aws.ecs.describeTasks({ cluster: 'prod', tasks: [FIRST_TASK] });
  return await diagnoseTask(
    {
      task: task ?? {},
      rendered: { definition, locate: () => undefined } as unknown as Rendered,
      logLines: 20,
      milliseconds: 5_000,
    },
    world,
  );
}

function prepare(given: Case) {
  const calls: string[] = [];
  const tasks = (given.tasks ?? []).map((task, index): Task => ({
    taskArn: `arn:aws:ecs:us-east-1:111122223333:task/prod/${taskId(index)}`,
    taskDefinitionArn: REVISION,
    startedBy: DEPLOYMENT_ID,
    lastStatus: 'STOPPED',
    stoppedAt: new Date(T0.getTime() + index * 1000),
    ...task,
  }));
  const running = (given.running ?? []).map((task, index): Task => ({
    taskArn: `arn:aws:ecs:us-east-1:111122223333:task/prod/${taskId(100 + index)}`,
    taskDefinitionArn: REVISION,
    startedBy: DEPLOYMENT_ID,
    lastStatus: 'RUNNING',
    ...task,
  }));
  const called = async <T>(name: keyof NonNullable<Case['errors']>, answer: () => T): Promise<T> => {
    calls.push(name);
    if (given.hangs?.includes(name)) await new Promise(() => undefined);
    const error = given.errors?.[name];
    if (error !== undefined) throw error;
    return answer();
  };
  const lastLines = ({ stream, limit }: { group: string; stream: string; limit: number }): Promise<string[]> =>
    called('lastLines', () => {
      const lines = given.logs?.[stream];
      if (lines === undefined) throw awsError('ResourceNotFoundException', 'The specified log stream does not exist.');
      return lines.slice(-limit);
    });
  const world: World = {
    aws: {
      until: () => world.aws,
      region: 'us-east-1',
      ecs: {
        describeServices: async () => ({ services: [last.service] }),
        listTasks: ({ stopped }: { stopped: boolean }) =>
          called('listTasks', () => (stopped ? tasks : running).map(({ taskArn }) => taskArn)),
        describeTasks: ({ tasks: arns }: { tasks: string[] }) =>
          called('describeTasks', () => [...tasks, ...running].filter(({ taskArn = '' }) => arns.includes(taskArn))),
        describeTaskDefinition: () =>
          called('describeTaskDefinition', () => ({
            taskDefinition: { ...given.definition, containerDefinitions: given.containers ?? [WEB] },
          })),
        describeCapacityProvider: () =>
          called('describeCapacityProvider', () => {
            if (!('provider' in given)) throw awsError('AccessDeniedException');
            return given.provider;
          }),
      },
      elbv2: async () => ({
        deregistrationDelay: () => called('deregistrationDelay', () => given.delay),
        describeTargetGroup: () =>
          called('describeTargetGroup', () => ({
            HealthCheckProtocol: 'HTTP',
            HealthCheckPath: '/up',
            HealthCheckPort: 'traffic-port',
            HealthCheckIntervalSeconds: 15,
            UnhealthyThresholdCount: 3,
            HealthCheckTimeoutSeconds: 5,
            Matcher: { HttpCode: '200-299' },
            ...given.group,
          })),
      }),
      logs: async () => ({ lastLines }),
      ecr: async () => ({ imageDigest: () => called('imageDigest', () => given.digest) }),
    },
    clock: { ...systemClock, now: () => T0 },
    signal: new AbortController().signal,
  } as unknown as World;
  const toEvent = (message: string, index: number, prefix: string) => ({
    id: `${prefix}${index}`,
    message,
    createdAt: T0,
  });
  const fresh = (given.events ?? []).map((message, index) => toEvent(message, index, 'new')).toReversed();
  const old = (given.oldEvents ?? []).map((message, index) => toEvent(message, index, 'old'));
  const started: Started = {
    cluster: 'prod',
    service: 'web',
    serviceArn: 'arn:aws:ecs:us-east-1:111122223333:service/prod/web',
    baseline: { eventIds: new Set(old.map(({ id }) => id)) },
    startedAt: T0,
    taskDefinitionArn: REVISION,
    primaryId: DEPLOYMENT_ID,
    deploys: true,
    ...(given.hooks === undefined ? {} : { codeDeploy: { deploymentId: 'd-1', hooks: given.hooks } as never }),
  };
  const targets = (given.targets ?? []).map((target): TargetState => ({
    targetGroupArn: GROUP,
    id: '10.0.3.4',
    port: 8080,
    state: 'unhealthy',
    ...target,
  }));
  const { counts } = given;
  const deployments = [{ status: 'PRIMARY', failedTasks: counts?.failed ?? 0 }];
  const last = {
    at: T0,
    service: {
      healthCheckGracePeriodSeconds: 60,
      loadBalancers: [{ containerName: 'web', containerPort: 8080 }],
      ...(counts === undefined ? {} : { deployments }),
      ...given.service,
      events: [...fresh, ...old],
    },
    resources: given.resources ?? [],
    deployment: given.deployment,
    codeDeploy: given.codeDeploy,
    targets,
    hooks: [],
    revisions: counts === undefined ? [] : [{ role: 'target', arn: 'new', ...counts }],
  };
  const request = {
    started,
    last: last as unknown as Observation,
    logLines: given.logLines ?? 20,
    blamed: given.blamed,
    images: given.images,
    standsStill: given.standsStill,
  };
  return { request, world, calls };
}
