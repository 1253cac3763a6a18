/** Adds what Node.js 20 lacks of what src/ uses (ECMAScript 2024): GitHub's runner has Node.js 24; a command line, act and Gitea have what is installed. */
export function fillIn(): void {
  Promise.withResolvers ??= function withResolvers<T>(): PromiseWithResolvers<T> {
    let settle: Pick<PromiseWithResolvers<T>, 'resolve' | 'reject'> | undefined;
    const promise = new Promise<T>((resolve, reject) => {
      settle = { resolve, reject };
    });
    return { promise, ...(settle as Pick<PromiseWithResolvers<T>, 'resolve' | 'reject'>) };
  };

  Map.groupBy ??= function groupBy<K, V>(items: Iterable<V>, keyOf: (item: V, index: number) => K): Map<K, V[]> {
    const groups = new Map<K, V[]>();
    let index = 0;
    for (const item of items) {
      const key = keyOf(item, index++);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
    return groups;
  };
}
