import type { DeploymentConfiguration, DeploymentStrategy, Service } from '@aws-sdk/client-ecs';
import type { InputName, Inputs } from '../inputs/spec.ts';
import type { Problem } from '../model.ts';

const STRATEGIES: Record<NonNullable<Inputs['deployment-strategy']>, DeploymentStrategy> = {
  rolling: 'ROLLING',
  'blue-green': 'BLUE_GREEN',
  linear: 'LINEAR',
  canary: 'CANARY',
};

/** The strategy and the bake time that the inputs ask for; what is not asked for is left out. */
export function strategyChanges(inputs: Inputs): Pick<DeploymentConfiguration, 'strategy' | 'bakeTimeInMinutes'> {
  const asked = inputs['deployment-strategy'];
  return {
    strategy: asked === undefined ? undefined : STRATEGIES[asked],
    bakeTimeInMinutes: inputs['bake-time-minutes'],
  };
}

/** Without what belongs to another strategy: ECS refuses it (docs: API_DeploymentConfiguration, "only valid when"). */
export function fitToStrategy(configuration: DeploymentConfiguration): DeploymentConfiguration {
  const { linearConfiguration, canaryConfiguration, earlySuccessCriteria, ...rest } = configuration;
  const strategy = configuration.strategy ?? 'ROLLING';
  return {
    ...rest,
    ...(strategy === 'LINEAR' && linearConfiguration !== undefined ? { linearConfiguration } : {}),
    ...(strategy === 'CANARY' && canaryConfiguration !== undefined ? { canaryConfiguration } : {}),
    ...(strategy === 'ROLLING' && earlySuccessCriteria !== undefined ? { earlySuccessCriteria } : {}),
  };
}

/** What ECS would refuse, or would never do, of the strategy that the service is to have. */
export function strategyProblems(inputs: Inputs, live: Service): Problem[] {
  const { strategy: before, bakeTimeInMinutes: liveMinutes } = live.deploymentConfiguration ?? {};
  const { strategy = before ?? 'ROLLING', bakeTimeInMinutes: minutes } = strategyChanges(inputs);
  if (strategy === 'ROLLING') return minutes === undefined ? [] : [bakeWithoutStrategy(live)];
  if (inputs['deployment-strategy'] === undefined) return [];
  return [
    ...(strategy === 'BLUE_GREEN' && (minutes ?? liveMinutes) === undefined ? [bakeMissing()] : []),
    ...withoutAlternate(live),
  ];
}

function bakeWithoutStrategy({ serviceName }: Service): Problem {
  return problem('bake-time-minutes', 'strategy-bake-time', {
    message: `Input "bake-time-minutes" is for blue-green, linear and canary deployments, and service "${serviceName}" is deployed rolling.`,
    fix: 'Give deployment-strategy too, or leave bake-time-minutes out.',
  });
}

function bakeMissing(): Problem {
  return problem('deployment-strategy', 'strategy-bake-time', {
    message: 'A blue-green deployment needs a bake time, and the service has none.',
    fix: 'Give bake-time-minutes; 0 is a bake time too.',
  });
}

/** Traffic is shifted between two target groups of each load balancer (docs: DG/troubleshooting-blue-green). */
function withoutAlternate({ serviceName, loadBalancers = [] }: Service): Problem[] {
  const single = loadBalancers.filter(({ advancedConfiguration }) => advancedConfiguration === undefined);
  if (single.length === 0) return [];
  const ports = single.map(({ containerName, containerPort }) => `${containerName}:${containerPort}`).join(', ');
  return [
    problem('deployment-strategy', 'strategy-load-balancers', {
      message: `Service "${serviceName}" has one target group for ${ports}, and a strategy that shifts traffic needs two.`,
      fix: 'Give each load balancer of the service an advancedConfiguration with alternateTargetGroupArn, productionListenerRule and roleArn (in Terraform or CloudFormation, or with aws ecs update-service --load-balancers).',
    }),
  ];
}

function problem(input: InputName, rule: string, words: { message: string; fix: string }): Problem {
  return { rule, severity: 'error', ...words, origin: { kind: 'input', input } };
}
