import { phrase } from '../phrases.ts';
import type { Problem, TaskDefinition, TaskTarget } from '../model.ts';
import { isFargate, toItems } from '../aws/capacity.ts';
import { toProblem } from '../problem.ts';
import { toContext, type Check } from './context.ts';
import { fargateRules } from './fargate.ts';
import { strategyRules } from './live-capacity.ts';
import { readFields } from './schema.ts';

export interface TaskCheck extends Pick<Check, 'definition' | 'locate'> {
  target: TaskTarget;
  isStrategyGiven: boolean;
  clusterProviders?: readonly string[] | undefined;
}

/** What RunTask would reject in the one-off task and its definition (docs: API_RunTask). */
export function checkTask(check: TaskCheck): Problem[] {
  const { definition, locate } = check;
  const sound = readFields({ value: definition, locate }, 'RegisterTaskDefinitionRequest').sound;
  return [...taskRules(check, sound as unknown as TaskDefinition)];
}

function* taskRules(
  { target: { request, cluster }, definition, locate, isStrategyGiven, clusterProviders }: TaskCheck,
  sound: TaskDefinition,
): Iterable<Problem> {
  const setting = 'run-task-capacity-provider-strategy';
  const strategy = toItems(request.capacityProviderStrategy);
  const origin = { kind: 'input', input: setting } as const;
  if (isStrategyGiven) yield* strategyRules({ strategy, origin, setting, cluster, clusterProviders });
  const onFargate = strategy.some(({ capacityProvider = '' }) => isFargate(capacityProvider));
  if (onFargate || request.launchType === 'FARGATE')
    yield* fargateRules(toContext({ definition, locate, launchType: 'FARGATE' }, sound));
  const configured = (request.volumeConfigurations ?? []).map(({ name }) => name);
  for (const [index, { name, configuredAtLaunch }] of (sound.volumes ?? []).entries()) {
    if (configuredAtLaunch !== true || configured.includes(name)) continue;
    yield toProblem('launch-volume-settings', locate(['volumes', index]), {
      message: `The volume "${name}" of the task definition is configured at launch, but nothing configures it for the one-off task.`,
      fix: `Set ${phrase('setting', `run-task-managed-ebs-volume-name: ${name}`)} and run-task-managed-ebs-volume with roleArn and sizeInGiB.`,
    });
  }
}
