import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';

interface Heap {
  flag: string;
  /** Where the container gets it from. */
  place: string;
  mebibytes: number;
  /** The flag with another size. */
  sized: (mebibytes: number) => string;
}

/** Above this share of the container's memory, stacks, buffers and the runtime itself have no room. */
const TOO_LARGE = 0.85;
/** Below it, the heap may grow before the memory of the container has to. */
const SMALL = 0.65;
const FITTING = 0.75;

/** The heap limit that a program was given, beside the memory that its container has: one line for the patterns. */
export function heapFact(container: ContainerDefinition, task: Task | undefined, lines: readonly string[]): string[] {
  const heap = heapOf(container, lines);
  const limit = container.memory ?? Number(task?.memory);
  if (heap === undefined || !(limit > 0)) return [];
  const { flag, place, mebibytes, sized } = heap;
  const where = `${flag} in ${place} of container ${container.name}, ${limit} MiB`;
  const fitting = sized(Math.floor(limit * FITTING));
  const more = 2 * limit;
  if (mebibytes > limit * TOO_LARGE)
    return [`heap leaves no room: ${where}; take ${fitting}, or ${roomFor(mebibytes)} MiB`];
  if (mebibytes < limit * SMALL) return [`heap is small: ${where}; take ${fitting}`];
  return [`heap fits: ${where}; take ${more} MiB and ${sized(Math.floor(more * FITTING))}`];
}

function heapOf(
  { environment = [], entryPoint = [], command = [] }: ContainerDefinition,
  lines: readonly string[],
): Heap | undefined {
  const places: [string, string][] = [
    ...environment.map(({ name = '', value = '' }): [string, string] => [name, value]),
    ['`command`', [...entryPoint, ...command].join(' ')],
    ...lines.flatMap((line): [string, string][] => {
      const found = /^(?:NOTE: )?Picked up (?<name>\w{4,30}): (?<value>.{1,1000})$/u.exec(line)?.groups;
      return found === undefined ? [] : [[found['name'] ?? '', found['value'] ?? '']];
    }),
  ];
  for (const [place, text] of places) {
    const heap = javaHeap(place, text) ?? nodeHeap(place, text);
    if (heap !== undefined) return heap;
  }
  return undefined;
}

function javaHeap(place: string, text: string): Heap | undefined {
  const found = /(?<flag>-Xmx(?<size>\d{1,12})(?<unit>[kmg]?))(?=\s|$|["'])/iu.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { flag = '', size, unit = '' } = found;
  const bytes = Number(size) * ({ k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[unit.toLowerCase()] ?? 1);
  return { flag, place, mebibytes: bytes / 1024 ** 2, sized: (mebibytes) => `-Xmx${mebibytes}m` };
}

function nodeHeap(place: string, text: string): Heap | undefined {
  const found = /(?<name>--max[-_]old[-_]space[-_]size)[= ](?<size>\d{1,7})\b/u.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { name = '', size = '' } = found;
  return { flag: `${name}=${size}`, place, mebibytes: Number(size), sized: (mebibytes) => `${name}=${mebibytes}` };
}

/** The next size in steps of 512 MiB in which a heap leaves a quarter. */
function roomFor(heap: number): number {
  return Math.ceil(heap / FITTING / 512) * 512;
}
