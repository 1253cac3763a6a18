import type { DeploymentCircuitBreaker } from '@aws-sdk/client-ecs';

/** What `on`, `off` and `rollback` mean for ECS. */
export function toBreaker(choice: 'rollback' | 'on' | 'off'): DeploymentCircuitBreaker {
  return { enable: choice !== 'off', rollback: choice === 'rollback' };
}

/** `3`, `50%` or `50% unbounded`. */
export function toThreshold(text: string): NonNullable<DeploymentCircuitBreaker['thresholdConfiguration']> {
  const value = Number.parseInt(text, 10);
  if (!text.includes('%')) return { type: 'COUNT', value };
  return { type: text.endsWith('unbounded') ? 'UNBOUNDED_PERCENT' : 'BOUNDED_PERCENT', value };
}
