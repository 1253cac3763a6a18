/** Who may come in: this machine's browser, on the page itself. Another site can send requests here, but not as the page. */
export interface Knock {
  method: string | undefined;
  host: string | undefined;
  /** `Sec-Fetch-Site`, which every current browser sends. */
  site: string | undefined;
}

/** Why a request is refused: the status and a sentence; undefined if it is not. */
export function refusalOf({ method, host, site }: Knock, port: number): { status: number; reason: string } | undefined {
  if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(host ?? '')) {
    return { status: 403, reason: 'This page answers under its own address only.' };
  }
  if (method !== 'GET') return { status: 405, reason: 'This page takes GET only.' };
  if (site !== undefined && !['same-origin', 'none'].includes(site)) {
    return { status: 403, reason: 'This page answers no other site.' };
  }
  return undefined;
}
