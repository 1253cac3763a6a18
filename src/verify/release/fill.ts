import { PLACEHOLDER, type Placeholder, type Probe } from '../../release.ts';

/** What the placeholders of a probe stand for; an address that is not known is left out. */
export type Filling = Partial<Record<Placeholder, string | undefined>>;

/** A probe as it is sent: an address that ends in a slash does not double it. Braces of other kinds stay. */
export function fillProbe(probe: Probe, filling: Filling): Probe {
  const fill = (text: string): string =>
    text.replaceAll(PLACEHOLDER, (written, name: Placeholder) => filling[name] ?? written);
  const addresses = { ...filling };
  for (const name of ['endpoint', 'test-endpoint'] as const) addresses[name] = filling[name]?.replace(/\/$/, '');
  const url = probe.url.replaceAll(PLACEHOLDER, (written, name: Placeholder) => addresses[name] ?? written);
  return {
    ...probe,
    url: new URL(url).href,
    headers: Object.fromEntries(Object.entries(probe.headers).map(([name, value]) => [name, fill(value)])),
    body: probe.body === undefined ? undefined : fill(probe.body),
    contains: probe.contains === undefined ? undefined : fill(probe.contains),
  };
}
