import type { DeployEvent, RevisionState, TargetState, TaskState } from '../../src/model.ts';

/** An event without its time, as the scripts below write them. */
export type Said = DeployEvent extends infer Event ? (Event extends DeployEvent ? Omit<Event, 'at'> : never) : never;

export const T0 = new Date('2026-03-02T10:02:11.000Z');
export const ACCOUNT = 'arn:aws:ecs:eu-west-1:123456789012';

/** Turns `[seconds, event]` pairs into a timeline. */
export function timeline(...said: [seconds: number, event: Said][]): DeployEvent[] {
  return said.map(([seconds, event]) => ({ ...event, at: after(seconds) }));
}

export function after(seconds: number): Date {
  return new Date(T0.getTime() + seconds * 1000);
}

export function definitionArn(revision: string): string {
  return `${ACCOUNT}:task-definition/${revision}`;
}

export function counts(
  revision: string,
  role: 'target' | 'source',
  [running, pending, desired]: [number, number, number],
): Said {
  return { kind: 'counts', role, taskDefinition: definitionArn(revision), running, pending, desired };
}

export function said(message: string): Said {
  return { kind: 'service-event', id: message, message: `(service web) ${message}` };
}

export function targetState(number: number, state = 'healthy', more: Partial<TargetState> = {}): TargetState {
  return {
    targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web-tg/6d0ecf831eec9f09',
    id: `10.0.${Math.floor(number / 250)}.${(number % 250) + 1}`,
    port: 8080,
    state,
    ...more,
  };
}

export function taskState(number: number, revision: string, more: Partial<TaskState> = {}): TaskState {
  const id = ((number + 3) * 0x9e3779b1).toString(16).padStart(12, '0').slice(-12).padEnd(32, '5e9d3c1f');
  const digest = 'sha256:9c2d1f4be0a76d5a9d2f0b0a5c3d7f9e1b2a3c4d5e6f708192a3b4c5d6e7f809';
  return {
    arn: `${ACCOUNT}:task/prod/${id}`,
    taskDefinitionArn: definitionArn(revision),
    lastStatus: 'RUNNING',
    healthStatus: 'HEALTHY',
    startedAt: after(40 + number),
    containers: [{ name: 'app', image: 'web:1.5.0', digest, lastStatus: 'RUNNING' }],
    ...more,
  };
}

export function revision(
  name: string,
  role: 'target' | 'source',
  [running, pending, desired]: [number, number, number],
): RevisionState {
  return {
    role,
    arn: `${ACCOUNT}:service-revision/prod/web/${name}`,
    taskDefinitionArn: definitionArn(name),
    running,
    pending,
    desired,
  };
}
