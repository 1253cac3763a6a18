import { invalidParameter } from './api-error.ts';

/** A page and, when more is left, the token for the next one. */
export function paginate<T>(
  items: T[],
  maxResults: number,
  nextToken: string | undefined,
): { items: T[]; next: { nextToken?: string } } {
  const start = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64url').toString());
  if (!Number.isInteger(start)) throw invalidParameter('Invalid nextToken.');
  const end = start + maxResults;
  const next = end < items.length ? { nextToken: Buffer.from(String(end)).toString('base64url') } : {};
  return { items: items.slice(start, end), next };
}
