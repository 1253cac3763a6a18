import { phrase } from '../phrases.ts';
import { deployExpress, isExpressCallNeeded } from '../write/express.ts';
import { deployService } from '../write/service.ts';
import { changeTags } from '../write/tags.ts';
import type { ExpressTarget, PromisedSettings, ServiceSettings, Started } from '../model.ts';
import { forcedBy } from '../plan/decide.ts';
import type { World } from '../world.ts';
import { readEndpoint } from './endpoint.ts';
import { sendSettings } from './express-settings.ts';
import { followWrite } from './follow-write.ts';
import type { Rolling } from './rolling.ts';
import { forcedNotes } from './settings/forced.ts';
import { promisedSettings } from './settings/promised.ts';
import { nameSettings, updatedWords } from './settings/words.ts';

/**
 * Deploys an Express service. What Express does not manage goes through UpdateService, after the Express deployment ends: a
 * forced deployment would replace it.
 */
export async function rollOutExpress(rolling: Rolling & { target: ExpressTarget }, world: World): Promise<void> {
  const { rollout, report, accepted, target } = rolling;
  const { taskDefinitionArn, listed } = rollout;
  await changeTags(target, () => accepted.push('its tags were changed'), world);
  const deploy = { target, listed, ...(taskDefinitionArn === undefined ? {} : { taskDefinitionArn }) };
  const followed = isExpressCallNeeded(deploy)
    ? await deployFirst(rolling, deploy, world)
    : await updateAlone(rolling, world);
  if (followed === undefined) {
    const sent = { settings: {}, tags: target.tags !== undefined };
    report.outcome = { kind: 'succeeded', headline: `${updatedWords(target.name, sent)}.`, causes: [] };
  } else if (!world.signal.aborted) {
    report.endpoint = await readEndpoint(followed, world);
  }
}

interface Followed {
  started: Started;
  /** When the step must end. */
  endBy: Date;
}

async function deployFirst(
  rolling: Rolling & { target: ExpressTarget },
  deploy: Parameters<typeof deployExpress>[0],
  world: World,
): Promise<Followed> {
  const { rollout, inputs, report, say, target } = rolling;
  const { settings } = target;
  const asked = inputs['wait-for-service-stability'];
  const hasSettings = Object.keys(settings).length > 0;
  if (hasSettings && !asked) {
    const message = `The Express deployment is followed despite ${phrase('setting', 'wait-for-service-stability: false')}, because ${nameSettings(settings)} can be sent only after it ends.`;
    say({ at: world.clock.now(), kind: 'warning', message });
  }
  const started = await deployExpress(deploy, world);
  noteStarted(rolling, started);
  const since = started.startedAt;
  const { work } = rollout;
  const force = work.kind === 'update' && work.force && !started.deploys;
  const isLast = !hasSettings && !force;
  const scaling = started.deploys ? {} : scalingOf(target);
  const promised: PromisedSettings = isLast
    ? { ...promisedSettings({ target, work, sent: {} }, inputs), ...scaling }
    : scaling;
  const sent = { settings: scaling, tags: target.tags !== undefined };
  const waits = asked || !isLast;
  const endBy = await followWrite(rolling, { started, sent, settings: promised, waits, since }, world);
  if (isLast) return { started, endBy };
  if (report.outcome.kind === 'succeeded') {
    return { started, endBy: await sendSettings(rolling, { since, waits: asked, force, endBy }, world) };
  }
  const { headline } = report.outcome;
  report.outcome = { ...report.outcome, headline: `${headline} Not sent after that: ${nameSettings(settings)}.` };
  return { started, endBy };
}

/** There is nothing for Express to do; undefined if there is nothing to send at all. */
async function updateAlone(rolling: Rolling & { target: ExpressTarget }, world: World): Promise<Followed | undefined> {
  const { rollout, inputs, target } = rolling;
  const { work } = rollout;
  const forced = forcedBy(target);
  const force = forced.length > 0 || (work.kind === 'update' && work.force);
  const settings: ServiceSettings = { ...target.settings, ...(force ? { forceNewDeployment: true } : {}) };
  if (target.service === undefined || Object.keys(settings).length === 0) return undefined;
  for (const message of forcedNotes(forced)) world.emit({ at: world.clock.now(), kind: 'notice', message }, target);
  const { name, cluster, service } = target;
  const started = await deployService({ name, cluster, service, settings }, world);
  noteStarted(rolling, started);
  const promised = promisedSettings({ target, work, sent: target.settings }, inputs);
  const waits = inputs['wait-for-service-stability'];
  const sent = { settings: target.settings, tags: target.tags !== undefined };
  const since = started.startedAt;
  const endBy = await followWrite(rolling, { started, sent, settings: promised, waits, since }, world);
  return { started, endBy };
}

/** Auto scaling limits start no deployment, but the task count must still fit them. */
function scalingOf({ call }: ExpressTarget): PromisedSettings {
  const { scalingTarget } = call.request;
  return scalingTarget === undefined ? {} : { scalingTarget };
}

function noteStarted({ report }: Rolling, { serviceArn, taskDefinitionArn }: Started): void {
  report.serviceArn = serviceArn;
  report.taskDefinitionArn = taskDefinitionArn ?? report.taskDefinitionArn;
}
