import { isSetting } from '../aws/service-settings.ts';
import type { ServiceDocument, ServiceSettings } from '../model.ts';

/** The settings of a service definition, each merged with the live one: whatever it leaves out stays. */
export function mergeDocument(document: ServiceDocument | undefined, live: ServiceSettings): ServiceSettings {
  const names = Object.keys(document?.fields ?? {}).filter(isSetting);
  return Object.fromEntries(names.map((name) => [name, mergeField(name, { document, live: live[name] })]));
}

/** One setting: objects are merged member by member, and a list replaces the live one, as in UpdateService. */
export function mergeField(
  name: string,
  { document, live }: { document: ServiceDocument | undefined; live: unknown },
): unknown {
  const wanted = document?.fields[name];
  return wanted === undefined ? live : merge(live, wanted);
}

function merge(live: unknown, wanted: unknown): unknown {
  if (!isRecord(live) || !isRecord(wanted)) return wanted;
  if (wanted['enabled'] === false || changesDriver(live, wanted)) return wanted;
  const merged = Object.entries(wanted).map(([key, value]) => [key, merge(live[key], value)] as const);
  return { ...live, ...Object.fromEntries(merged) };
}

/** The options of one log driver mean nothing to another, which refuses to start with them. */
function changesDriver({ logDriver: live }: Fields, { logDriver: wanted }: Fields): boolean {
  return wanted !== undefined && wanted !== live;
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
