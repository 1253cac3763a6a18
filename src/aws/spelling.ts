/** AppSpec names in the ECS API's spelling: `AwsvpcConfiguration` is `awsvpcConfiguration`. A null equals a missing key. */
export function spellAsEcs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spellAsEcs);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [spellKey(key), spellAsEcs(item)]));
}

export function spellKey(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1);
}
