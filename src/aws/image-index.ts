/** Digests of the images that an index lists; empty if the manifest is of a single image. */
export function readPlatformDigests(manifest: string): string[] {
  const { manifests } = toRecord(parse(manifest));
  return (Array.isArray(manifests) ? manifests : [])
    .map((one) => toRecord(one)['digest'])
    .filter((digest) => typeof digest === 'string');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
