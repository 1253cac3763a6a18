/** The error before the end may stand above a long stack trace. */
export const LINES_READ = 200;

const LINE_CHARACTERS = 2_000;
const FEW_FRAMES = 4;

/** Stands for lines between two that are shown. */
export const GAP = '…';

const FRAME = /^\s+(?:at \S|\.{3} \d+ (?:more|common))/u;

/** The last lines of a log as they are shown: stack traces folded, long lines cut in their middle, and `telling` never missing. */
export function shownLines(
  lines: readonly string[],
  { limit, telling }: { limit: number; telling?: number | undefined },
): string[] {
  const folded = foldFrames(lines.map((text, index) => ({ text, index })));
  const last = folded.slice(-limit);
  const above = telling === undefined ? [] : folded.slice(0, -limit).filter(({ index }) => index === telling);
  const shown = above.length === 0 ? last : [...above, { text: GAP }, ...(limit > 2 ? last.slice(2 - limit) : [])];
  return shown.map(({ text }) => trimLine(text));
}

interface Line {
  text: string;
  index?: number;
}

function foldFrames(lines: readonly Line[]): Line[] {
  const shown: Line[] = [];
  let frames: Line[] = [];
  const flush = (): void => {
    const hidden = frames.length - 1;
    const [first] = frames;
    shown.push(
      ...(hidden < FEW_FRAMES || first === undefined
        ? frames
        : [first, { text: `    … ${hidden} more lines of the stack` }]),
    );
    frames = [];
  };
  for (const line of lines) {
    if (FRAME.test(line.text)) frames.push(line);
    else {
      flush();
      shown.push(line);
    }
  }
  flush();
  return shown;
}

function trimLine(line: string): string {
  if (line.length <= LINE_CHARACTERS) return line;
  const half = LINE_CHARACTERS / 2;
  return `${line.slice(0, half).toWellFormed()} … ${line.slice(-half).toWellFormed()}`;
}
