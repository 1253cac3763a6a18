import type { Service } from '@aws-sdk/client-ecs';
import { toDeployError } from '../aws/failure.ts';
import { unlessCancelled } from '../cancel.ts';
import { deployService } from '../write/service.ts';
import { DeployError } from '../errors.ts';
import type { ExpressTarget, ServiceSettings, Started, WriteResult } from '../model.ts';
import { forcedBy } from '../plan/decide.ts';
import { planUnmanagedSettings } from '../plan/settings.ts';
import type { World } from '../world.ts';
import { nameSent, refusedSettings, tooLate, together } from './express-words.ts';
import { followWrite, withoutEnd } from './follow-write.ts';
import type { Rolling } from './rolling.ts';
import { asFound } from './settings/as-found.ts';
import { forcedNotes } from './settings/forced.ts';
import { promisedSettings } from './settings/promised.ts';
import { phrase } from '../phrases.ts';

interface Second {
  /** When `wait-for-minutes` started: it covers both. */
  since: Date;
  waits: boolean;
  /** Whether a deployment is needed that the Express call did not start. */
  force: boolean;
  /** When the step must end, according to the Express deployment. */
  endBy: Date;
}

type Express = Rolling & { target: ExpressTarget };

/** After the Express deployment: sends what Express does not manage and follows it too. Both results are reported. Resolves to when the step must end. */
export async function sendSettings(
  rolling: Express,
  { since, waits, force, endBy }: Second,
  world: World,
): Promise<Date> {
  const { report, inputs, target } = rolling;
  const first = { name: 'Express deployment', ...resultOf(rolling) };
  const lead = withoutEnd(first.outcome.headline);
  const minutes = inputs['wait-for-minutes'];
  let { settings } = target;
  let sent = false;
  let end = endBy;
  try {
    const service = await readService(target, world);
    settings = planUnmanagedSettings(inputs, service).settings;
    if (waits && world.clock.now().getTime() >= since.getTime() + minutes * 60_000) {
      report.outcome = tooLate({ lead, settings, minutes });
    } else {
      sent = true;
      const waitMinutes = minutes - (world.clock.now().getTime() - since.getTime()) / 60_000;
      const started = await send(rolling, { service, settings, force }, waits ? { ...world, waitMinutes } : world);
      const promised = promisedSettings({ target, work: rolling.rollout.work, sent: settings }, inputs);
      const own = { settings, tags: false };
      end = await followWrite(rolling, { started, sent: own, settings: promised, waits, since, lead }, world);
      report.outcome = together(report.outcome, { lead, settings });
    }
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    report.outcome = await refusedSettings(error, { lead, settings, sent, cancelled: world.signal.aborted });
    report.next.push(
      `Once that is fixed, run ${phrase('step')} again: the revision stays, and only the settings are sent.`,
    );
  }
  if (Object.keys(settings).length === 0 && !force) return end;
  const { deploymentArn, ...own } = resultOf(rolling);
  const isNew = deploymentArn !== undefined && deploymentArn !== first.deploymentArn;
  report.results = [first, { name: nameSent(settings), ...own, ...(isNew ? { deploymentArn } : {}) }];
  return end;
}

function resultOf({ report: { outcome, deploymentArn } }: Rolling): Pick<WriteResult, 'outcome' | 'deploymentArn'> {
  return { outcome, ...(deploymentArn === undefined ? {} : { deploymentArn }) };
}

/** The settings after the Express deployment decide what is left to send, which may be nothing. */
async function send(
  { target }: Express,
  { service, settings, force }: { service: Service; settings: ServiceSettings; force: boolean },
  world: World,
): Promise<Started> {
  const { name, cluster } = target;
  if (Object.keys(settings).length === 0 && !force)
    return asFound({ name, cluster, service }, service.taskDefinition, world);
  const forced = forcedBy({ kind: target.kind, settings });
  const reason = Object.keys(settings).length === 0 ? 'the Express call started none' : 'Express does not manage it';
  for (const message of [`Sending ${nameSent(settings)} through UpdateService: ${reason}.`, ...forcedNotes(forced)])
    world.emit({ at: world.clock.now(), kind: 'notice', message }, target);
  const sent = { ...settings, ...(force || forced.length > 0 ? { forceNewDeployment: true } : {}) };
  return await deployService({ name, cluster, service, settings: sent }, world);
}

async function readService({ name, cluster }: ExpressTarget, world: World): Promise<Service> {
  const doing = 'reading the service after the Express deployment';
  const call = { action: 'ecs:DescribeServices', doing };
  try {
    const reading = world.aws.ecs.describeServices({ cluster, services: [name] });
    const { services } = await unlessCancelled(
      { signal: world.signal, when: `while ${doing}`, left: 'the settings were not sent' },
      reading,
    );
    if (services?.[0] !== undefined) return services[0];
  } catch (error) {
    throw toDeployError(error, call);
  }
  throw new DeployError('aws', `AWS returned no service while ${doing}.`, { fix: `Run ${phrase('step')} again.` });
}
