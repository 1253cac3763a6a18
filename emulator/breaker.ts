import type { DeploymentCircuitBreaker } from '@aws-sdk/client-ecs';

/** Failures in a row that make a deployment fail. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html */
export function breakerThreshold(breaker: DeploymentCircuitBreaker, desiredCount: number): number {
  const { type = 'BOUNDED_PERCENT', value = 50 } = breaker.thresholdConfiguration ?? {};
  if (type === 'COUNT') return value;
  const percent = Math.max(1, Math.ceil((desiredCount * value) / 100));
  return type === 'UNBOUNDED_PERCENT' ? percent : Math.min(200, Math.max(3, percent));
}
