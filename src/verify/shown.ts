import type { Service } from '@aws-sdk/client-ecs';
import { isSame } from '../aws/same.ts';
import { primaryDeployment } from '../aws/service.ts';
import { settingFacts, type ServiceSetting } from '../aws/service-settings.ts';
import { STALE_SECONDS, type LiveService, type SettingState } from './setting-state.ts';

/** A setting that no task shows is true once the service shows it; what AWS leaves out of its answer proves nothing. */
export function proveShown(name: ServiceSetting, asked: unknown, live: LiveService): SettingState {
  const { service, replaced, seconds } = live;
  const contradiction = contradict(shownBy(service, name), asked, name);
  if (contradiction !== undefined) {
    if (seconds < STALE_SECONDS) return { says: contradiction, kind: 'not-yet' };
    const message = `ECS accepted the change, and ${contradiction}: someone else changed it.`;
    const fix = 'Find out who or what else updates this service (CloudTrail: UpdateService).';
    return { says: contradiction, kind: 'false', cause: { message, fix } };
  }
  const holdsFor = settingFacts({ [name]: asked })[0]?.holdsFor ?? 'service';
  const isScalar = ['string', 'number', 'boolean'].includes(typeof asked);
  const says = isScalar ? `${name} is ${asked as string}` : `${name} is set`;
  if (holdsFor === 'service' || replaced || service.runningCount === 0) return { says, kind: 'true' };
  return holdsFor === 'next deployment'
    ? { says: `${says} from the next deployment on`, kind: 'true' }
    : { says: `${says} for new tasks only`, kind: 'new-tasks-only' };
}

function shownBy(service: Service, name: ServiceSetting): unknown {
  const shown: Record<string, unknown> = { ...primaryDeployment(service), ...service };
  return shown[name];
}

/** Says where AWS shows another value than the one sent. Lists are compared as sets; what AWS adds is no contradiction. */
function contradict(live: unknown, asked: unknown, path: string): string | undefined {
  if (live === undefined || live === null || asked === undefined || asked === 'LATEST') return undefined;
  if (isSame(live, asked, path.slice(path.lastIndexOf('.') + 1))) return undefined;
  if (Array.isArray(asked)) {
    const others: unknown[] = Array.isArray(live) ? live : [];
    const isThere = (item: unknown): boolean => others.some((other) => contradict(other, item, path) === undefined);
    return others.length === asked.length && asked.every(isThere)
      ? undefined
      : `${path} differs from the list that was sent`;
  }
  if (typeof asked !== 'object' || asked === null) {
    return `${path} is ${JSON.stringify(live)}, not ${JSON.stringify(asked)}`;
  }
  const shown = live as Record<string, unknown>;
  const found = Object.entries(asked).map(([key, value]) => contradict(shown[key], value, `${path}.${key}`));
  return found.find((one) => one !== undefined);
}
