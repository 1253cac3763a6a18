import { lastPart } from '../../aws/arn.ts';
import { toDeployError } from '../../aws/failure.ts';
import { unlessCancelled } from '../../cancel.ts';
import { endingAt } from '../../deadline.ts';
import type { OldRevisions, ServiceReport } from '../../model.ts';
import type { Located } from '../../plan/locate.ts';
import { chooseOld } from '../../plan/old-revisions.ts';
import { readUses } from '../../plan/revisions-in-use.ts';
import { familyOf, revisionOf } from '../../plan/rollback.ts';
import { deregister } from '../../write/deregister.ts';
import type { World } from '../../world.ts';
import { listActive } from '../active-revisions.ts';
import { definitionOf } from '../appspec.ts';
import { deploymentOutcome } from '../deployment-result.ts';
import type { Done } from './piece.ts';

/** AWS refills this bucket by one call a second, and registrations share it (docs: DG/request-throttling): the next deploy continues. */
const MOST = 100;
const LONGEST_MS = 120_000;
/** Part of what a step may take after `wait-for-minutes`. */
const AFTER_WAIT_MS = 20_000;
const FAILURES = 3;
const UNAFFECTED = { when: 'while old revisions were deregistered', left: 'the deployment is not affected' };
const READING = { action: 'ecs:ListTaskDefinitions', doing: 'looking for old revisions' };

interface Deployed {
  services: readonly ServiceReport[];
  located: readonly Located[];
}

/** Deregisters the revisions that nothing needs any more, once a family. Whatever goes wrong here is only reported. */
export async function keepRevisions(all: readonly Done[], world: World): Promise<OldRevisions[]> {
  const pieces = all.flatMap(({ piece, services }) =>
    services.map((service) => ({ service, inputs: piece.asked.inputs })),
  );
  const located = all.flatMap(({ piece }) => piece.draft.located);
  const families = Map.groupBy(pieces, ({ service }) => familyOf(service.taskDefinitionArn ?? ''));
  const done: OldRevisions[] = [];
  for (const [family, own] of families) {
    const keep = Math.max(...own.map(({ inputs }) => inputs['keep-revisions'] ?? 0));
    const services = own.map(({ service }) => service);
    const succeeded = services.filter((service) => deploymentOutcome(service).kind === 'succeeded');
    if (keep === 0 || world.signal.aborted || family === '' || succeeded.length === 0) continue;
    const minutes = Math.max(...own.map(({ inputs }) => inputs['wait-for-minutes']));
    const waitEnd = Math.max(...services.map(({ startedAt }) => startedAt.getTime())) + minutes * 60_000;
    const end = Math.min(waitEnd + AFTER_WAIT_MS, world.clock.now().getTime() + LONGEST_MS);
    const result: OldRevisions = { family, deregistered: [], inUse: [], notes: [] };
    const work = endingAt(world, end, (bounded) => clean({ located, services, keep, end, result }, bounded));
    await unlessCancelled({ signal: world.signal, ...UNAFFECTED }, work).catch((error: unknown) => {
      const { code, message } = toDeployError(error, READING);
      result.notes.push(
        code === 'cancelled' ? message : `Nothing was deregistered: what is in use could not be read. ${message}`,
      );
    });
    tell(result, world);
    done.push(result);
  }
  return done;
}

interface Cleaning extends Deployed {
  keep: number;
  end: number;
  /** Grows while the work goes on, so that a failure hides nothing. */
  result: OldRevisions;
}

async function clean({ services, located, keep, end, result }: Cleaning, world: World): Promise<void> {
  const { family } = result;
  const open = services.filter((service) => !['succeeded', 'unchanged'].includes(deploymentOutcome(service).kind));
  if (open.length > 0) {
    const names = open.map(({ service }) => service).join(', ');
    result.notes.push(`Nothing was deregistered: the deployment of ${names} did not succeed.`);
    return;
  }
  const active = await listActive(family, world);
  const deployed = services.flatMap(({ taskDefinitionArn }) => taskDefinitionArn ?? []);
  const newest = deployed.toSorted((a, b) => revisionOf(b) - revisionOf(a))[0] ?? '';
  if (chooseOld({ active, newest, keep, uses: new Map() }).old.length === 0) return;
  const uses = new Map<string, string>();
  for (const cluster of new Set(services.map((service) => service.cluster))) {
    const read = await readUses({ cluster, family, active, located, definitionOf }, world);
    if ('unread' in read) {
      result.notes.push(`Nothing was deregistered. ${read.unread}`);
      return;
    }
    for (const [arn, why] of read.uses) uses.set(arn, uses.get(arn) ?? why);
  }
  for (const { service, previousTaskDefinitionArn: previous } of services) {
    if (previous !== undefined && !uses.has(previous)) uses.set(previous, `${service} ran it before this deployment`);
  }
  if (chooseOld({ active, newest, keep, uses }).old.length > 0) {
    for (const [arn, why] of await scheduledUses(active, world)) uses.set(arn, uses.get(arn) ?? why);
  }
  const { old, inUse } = chooseOld({ active, newest, keep, uses });
  result.inUse = inUse;
  await deregisterAll(old, { result, end }, world);
}

/** What the rules and schedules of all clusters run, whether the input names them or not: even a disabled one may be enabled again. */
async function scheduledUses(active: readonly string[], world: World): Promise<Map<string, string>> {
  const { readAllScheduled } = await import('../../plan/read-schedules.ts');
  const tasks = await readAllScheduled(await world.aws.ecs.listClusters(), world);
  const uses = tasks.flatMap(({ taskDefinition, place, name }): [string, string][] => {
    const arn = active.find((one) => lastPart(one) === lastPart(taskDefinition));
    return arn === undefined ? [] : [[arn, `the ${place.kind} ${name} runs it`]];
  });
  return new Map(uses);
}

async function deregisterAll(
  old: readonly string[],
  { result, end }: { result: OldRevisions; end: number },
  world: World,
): Promise<void> {
  let failures = 0;
  for (const arn of old.slice(0, MOST)) {
    if (world.signal.aborted || world.clock.now().getTime() >= end || failures === FAILURES) break;
    try {
      await deregister(arn, world);
      result.deregistered.push(arn);
    } catch (error) {
      const { code, message } = toDeployError(error, {
        action: 'ecs:DeregisterTaskDefinition',
        doing: 'deregistering an old revision',
      });
      result.notes.push(`${lastPart(arn)} was not deregistered: ${message}`);
      if (code !== 'aws') break;
      failures += 1;
    }
  }
  const left = old.length - result.deregistered.length;
  if (left > 0) result.notes.push(`${left} more can go; the next deploy with keep-revisions continues.`);
}

function tell({ family, deregistered, notes }: OldRevisions, world: World): void {
  const names = deregistered.map(lastPart).join(', ');
  const done = deregistered.length === 0 ? [] : [`Deregistered ${names}.`];
  const message = [...done, ...notes].join(' ');
  if (message !== '')
    world.emit({ at: world.clock.now(), kind: 'notice', message: `Old revisions of ${family}: ${message}` });
}
