import type { Service } from '@aws-sdk/client-ecs';
import { NO_SERVICE_DEPLOYMENTS, notListed, primaryDeployment } from '../aws/service.ts';
import { errorName, isDenied, isUnknownOperation } from '../aws/failure.ts';
import { unlessCancelled } from '../cancel.ts';
import type { Baseline } from '../model.ts';
import type { World } from '../world.ts';

export async function readBaseline(
  target: { cluster: string; name: string; service?: Service; listed?: Promise<Listed> | undefined },
  world: World,
): Promise<Baseline> {
  const { signal } = world;
  const doing = 'reading the deployments of the service';
  const listing =
    target.service === undefined
      ? Promise.resolve({ arns: [] })
      : inTime(target.listed ?? listDeployments(target, world), world);
  const listed: Listed = await unlessCancelled(
    { signal, when: `while ${doing}`, left: 'the update was not sent' },
    listing,
  );
  const events = target.service?.events ?? [];
  return {
    primaryId: primaryDeployment(target.service)?.id,
    serviceDeployments: listed.arns && new Set(listed.arns),
    unlisted: listed.why,
    eventIds: new Set(events.flatMap(({ id }) => id ?? [])),
  };
}

/** The service deployments before a write, or why they are not known. */
export interface Listed {
  arns?: string[];
  why?: string;
}

/** A list that never arrives must not hold up the deploy: the deployment is then followed by its id. */
const PATIENCE_MS = 20_000;

async function inTime(listing: Promise<Listed>, world: World): Promise<Listed> {
  if (await world.clock.within({ milliseconds: PATIENCE_MS, signal: world.signal }, listing)) return await listing;
  return { why: notListed('no answer within 20 s') };
}

/** In addition to the SDK's retries: the rate limit refills within seconds, and following the exact deployment is worth the wait. */
const TRIES = 5;

/** May begin before `readBaseline`, beside another call; never rejects. */
export async function listDeployments(target: { cluster: string; name: string }, world: World): Promise<Listed> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const briefs = await world.aws.ecs.listServiceDeployments({ cluster: target.cluster, service: target.name });
      return { arns: briefs.flatMap(({ serviceDeploymentArn }) => serviceDeploymentArn ?? []) };
    } catch (error) {
      if (isDenied(error)) return {};
      if (isUnknownOperation(error)) return { why: NO_SERVICE_DEPLOYMENTS };
      if (attempt === TRIES || world.signal.aborted) return { why: notListed(errorName(error)) };
      await world.clock.sleep(attempt * 1_000, world.signal).catch(() => undefined);
    }
  }
}
