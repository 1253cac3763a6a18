import { GUIDE, type PatternGroup } from './pattern.ts';
import { phrase } from '../phrases.ts';

const PAGE = `${GUIDE}/api_failures_messages.html`;

/** The reasons in `failures` of RunTask, which come without a sentence around them. */
export const RUN_TASK = {
  title: 'One-off tasks that cannot be placed',
  patterns: [
    {
      id: 'run-task-resource',
      title: 'No container instance has room for the one-off task',
      pattern: /RunTask failed: RESOURCE:(?!FARGATE)(?<what>\w+)/i,
      plain: 'No container instance of the cluster has enough {what|resources} left for the task.',
      causes: ['the cluster is full', 'the task is larger than an instance'],
      fix: 'Add instances, make the task smaller, or run it on Fargate (`run-task-launch-type: FARGATE`).',
      link: PAGE,
    },
    {
      id: 'run-task-attribute',
      title: 'No container instance has what the one-off task needs',
      pattern: /RunTask failed: (?:ATTRIBUTE|LOCATION)\b/i,
      plain: 'No container instance has what the task needs, or none is in the Availability Zones of its subnets.',
      causes: [
        '`runtimePlatform`, a GPU or a driver does not match the instances',
        'the subnets are in Availability Zones without instances',
      ],
      fix: 'Compare `requiresAttributes` of the revision with the instances, and the Availability Zones of the subnets with theirs.',
      link: PAGE,
    },
    {
      id: 'run-task-agent',
      title: 'The agent of the container instance for the one-off task is not connected',
      pattern: /RunTask failed: AGENT\b/i,
      plain: 'The container instance that ECS chose is disconnected from ECS.',
      causes: ['the agent was stopped or is updating', 'the instance has no route to ECS'],
      fix: `Restart the agent or replace the instance, then run ${phrase('step')} again.`,
      link: PAGE,
    },
    {
      id: 'run-task-no-instances',
      title: 'There is no container instance for the one-off task',
      pattern: /RunTask failed: (?:EMPTY CAPACITY PROVIDER|NO ACTIVE INSTANCES|INACTIVE|MISSING)\b/i,
      plain: 'The cluster or the capacity provider has no container instance that accepts tasks.',
      causes: ['the Auto Scaling group is empty', 'the instances are draining or joined another cluster'],
      fix: 'Start instances that join this cluster, or run the task on Fargate (`run-task-launch-type: FARGATE`).',
      link: PAGE,
    },
  ],
} as const satisfies PatternGroup;
