import type { Container, ManagedAgent } from '@aws-sdk/client-ecs';
import { taskPhaseOf, type TaskPhase } from './task-status.ts';

export const EXEC_AGENT = 'ExecuteCommandAgent';

/** The agent through which `aws ecs execute-command` reaches the container. */
export function agentOf({ managedAgents = [] }: Container): ManagedAgent | undefined {
  return managedAgents.find(({ name }) => name === EXEC_AGENT);
}

/** Undefined for a container without the agent. */
export function execPhaseOf(container: Container): TaskPhase | undefined {
  const agent = agentOf(container);
  return agent && taskPhaseOf(agent);
}
