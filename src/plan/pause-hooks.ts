import type { DeploymentLifecycleHook, DeploymentLifecycleHookStage } from '@aws-sdk/client-ecs';

const PAUSE = 'PAUSE';

/** The hooks with pauses at exactly these stages: a pause that is live already keeps its timeout, and Lambda hooks stay. */
export function pauseHooks(
  live: readonly DeploymentLifecycleHook[],
  stages: readonly string[],
): DeploymentLifecycleHook[] {
  const wanted = new Set(stages);
  const kept = live.flatMap((hook): DeploymentLifecycleHook[] => {
    if (hook.targetType !== PAUSE) return [hook];
    const stays = (hook.lifecycleStages ?? []).filter((stage) => wanted.delete(stage));
    return stays.length === 0 ? [] : [{ ...hook, lifecycleStages: stays }];
  });
  if (wanted.size === 0) return kept;
  return [...kept, { targetType: PAUSE, lifecycleStages: [...wanted] as DeploymentLifecycleHookStage[] }];
}
