/** The text of a file, or the byte that cannot be read. */
export type Decoded = { text: string } | { encoding: string; badByte: number };

/** Reads UTF-8 and UTF-16 with or without a byte order mark, because PowerShell's `>` writes UTF-16. */
export function decodeText(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return { encoding, badByte: firstBadByte(bytes, encoding) };
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (second === 0 && first !== 0 && first !== undefined) return 'utf-16le';
  if (first === 0 && second !== 0 && second !== undefined) return 'utf-16be';
  return 'utf-8';
}

function firstBadByte(bytes: Uint8Array, encoding: string): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isReadable(bytes.subarray(0, middle + 1), encoding)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Reads the beginning of the file: a character cut off at its end is not a mistake. */
function isReadable(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
