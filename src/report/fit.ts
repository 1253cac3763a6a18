/** A part of the summary. When the whole is too long, the part with the smallest `keep` goes first. */
export interface Block {
  name: string;
  text: string;
  keep: number;
}

/** Parts that frame others, or are the message itself, always stay. */
export const ALWAYS = Number.POSITIVE_INFINITY;

const NOTE_ROOM = 1_000;

/**
 * GitHub drops a summary or comment entirely if it is too long, so parts are left out, the least important and last
 * ones first, with a note that lists them.
 */
export function fit(blocks: Block[], limit: number, because = 'GitHub limits summaries to 1 MiB'): string {
  let kept = blocks.filter((block) => block.text !== '');
  const dropped: Block[] = [];
  let size = bytes(kept);
  while (size > limit - NOTE_ROOM) {
    const victim = leastImportant(kept);
    if (victim === undefined) break;
    kept = kept.filter((block) => block !== victim);
    dropped.push(victim);
    size -= bytes([victim]);
  }
  const note = dropped.length === 0 ? [] : [leftOut(dropped, because)];
  return `${[...kept.map((block) => block.text), ...note].join('\n\n')}\n`;
}

function leastImportant(blocks: Block[]): Block | undefined {
  const candidates = blocks.filter((block) => block.keep !== ALWAYS);
  return candidates.reduce<Block | undefined>(
    (least, block) => (least === undefined || block.keep <= least.keep ? block : least),
    undefined,
  );
}

function leftOut(dropped: Block[], because: string): string {
  const names = [...Map.groupBy(dropped, (block) => block.name)].map(([name, blocks]) =>
    blocks.length === 1 ? name : `${name} (${blocks.length} times)`,
  );
  return `> [!NOTE]\n> Left out, because ${because}: ${names.join(', ')}. The JSON report has everything.`;
}

function bytes(blocks: Block[]): number {
  return blocks.reduce((sum, block) => sum + Buffer.byteLength(block.text) + 2, 0);
}
