/** Reads every page of a list. A token that comes twice would never end. */
export async function listPages<T>(
  read: (token: string | undefined) => Promise<{ items: readonly T[]; next: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await read(token);
    all.push(...items);
    token = next === token ? undefined : next;
  } while (token !== undefined);
  return all;
}
