import { lastPart } from '../aws/arn.ts';
import type { Target } from '../model.ts';
import type { World } from '../world.ts';
import type { Rolling } from './rolling.ts';
import { asFound } from './settings/as-found.ts';
import { followSettings } from './settings/follow.ts';
import { promisedSettings, shownByTasks } from './settings/promised.ts';

/** Nothing has to be sent, but what the inputs promise about the tasks must still be true. */
export async function reportUnchanged(rolling: Rolling, live: string | undefined, world: World): Promise<void> {
  const { rollout, inputs, report, say } = rolling;
  const { target } = rollout;
  const { name } = target;
  const revision = live === undefined ? 'its revision' : lastPart(live);
  const settings = shownByTasks(promisedSettings({ target, work: rollout.work, sent: {} }, inputs));
  if (Object.keys(settings).length > 0 && inputs['wait-for-service-stability']) {
    const started = asFound(target, live, world);
    const lead = `${name} already has ${revision} and every setting`;
    const since = started.startedAt;
    const outcome = await followSettings(
      { target, inputs, settings, started, replaced: false, since, lead, report, say },
      world,
    );
    if (outcome.kind !== 'succeeded') {
      report.outcome = outcome;
      return;
    }
  }
  const headline =
    target.service?.desiredCount === 0
      ? `${name} already has ${revision} and is scaled to 0 tasks: nothing to do.`
      : `${name} already runs ${revision}: nothing to do.`;
  report.outcome = { kind: 'unchanged', headline, causes: [] };
  const missing = settings.desiredCount === undefined ? missingTasks(target) : undefined;
  if (missing !== undefined) say({ at: world.clock.now(), kind: 'warning', message: missing });
}

/** A service that has what was requested may still be short of tasks, and this step cannot fix that. */
function missingTasks({ name, service }: Target): string | undefined {
  const { desiredCount = 0, runningCount = desiredCount, pendingCount = 0 } = service ?? {};
  if (runningCount >= desiredCount) return undefined;
  return `Only ${runningCount} of ${desiredCount} tasks of ${name} are running (${pendingCount} pending), and nothing was deployed: its events and stopped tasks show why.`;
}
