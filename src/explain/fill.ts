/** `{image|the image}` becomes what the message names, or the words behind the bar; `[[ on {port}]]` is left out if it names nothing. */
export function fill(text: string, groups: Record<string, string | undefined>): string {
  return text
    .replace(/\[\[([^\]]*)\]\]/gu, (_, part: string) =>
      [...part.matchAll(/\{(\w+)\}/gu)].every(([, name = '']) => groups[name] !== undefined) ? part : '',
    )
    .replace(
      /\{(\w+)(?:\|([^}]*))?\}/gu,
      (_, name: string, fallback?: string) => groups[name]?.slice(0, 600) ?? fallback ?? name,
    );
}
