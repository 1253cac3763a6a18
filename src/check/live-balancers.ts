import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { launchTypeOf } from './afterwards.ts';
import type { LiveContext } from './live-context.ts';

/** Entries of `loadBalancers` that ECS rejects whatever the task definition says (docs: API_LoadBalancer). */
export function* balancerRules({ target, after, document, originOf, definition }: LiveContext): Iterable<Problem> {
  if (target.kind !== 'service') return;
  const hasAddress = launchTypeOf(after) === 'FARGATE' || definition?.networkMode === 'awsvpc';
  for (const [index, { targetGroupArn, loadBalancerName }] of after.loadBalancers.entries()) {
    if (loadBalancerName === undefined) continue;
    const origin = document?.locate(['loadBalancers', index, 'loadBalancerName']) ?? originOf('service-definition');
    if (targetGroupArn !== undefined) {
      yield toProblem('load-balancer-name', origin, {
        message: `An entry of "loadBalancers" has both "targetGroupArn" and "loadBalancerName" (${loadBalancerName}), and ECS accepts only one of them.`,
        fix: 'Remove "loadBalancerName", which is for Classic Load Balancers.',
      });
    } else if (hasAddress) {
      yield toProblem('load-balancer-name', origin, {
        message: `The tasks of service "${target.name}" have their own network interface (awsvpc), which a Classic Load Balancer ("loadBalancerName": ${loadBalancerName}) cannot reach.`,
        fix: 'Set "targetGroupArn" of an Application or Network Load Balancer instead.',
      });
    }
  }
}
