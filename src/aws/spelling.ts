/** The names of an AppSpec as the ECS API spells them: `AwsvpcConfiguration` is `awsvpcConfiguration`. A null says no more than a key that is left out. */
export function spellAsEcs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spellAsEcs);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [spellKey(key), spellAsEcs(item)]));
}

export function spellKey(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1);
}
