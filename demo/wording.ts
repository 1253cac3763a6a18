/** `ROLLBACK_IN_PROGRESS` and `AfterAllowTraffic` as a person writes them. */
export function inWords(name: string): string {
  return name
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replaceAll('_', ' ')
    .toLowerCase();
}

/** Texts each once, with how often they are there if that is more than once. */
export function counted(texts: string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => (count === 1 ? text : `${text} (${count} times)`));
}

/** A text of ECS with ids, ARNs and digests as short as the page shows them. */
export const shortened = (text: string): string =>
  text
    .replaceAll(/arn:[\w:-]+:targetgroup\/([\w-]+)\/[0-9a-f]+/g, '$1')
    .replaceAll(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, '$1…')
    .replaceAll(/\b([0-9a-f]{8})[0-9a-f]{24}\b/g, '$1');
