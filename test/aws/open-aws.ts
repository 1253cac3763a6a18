import { vi } from 'vitest';
import { createAws, type Aws } from '../../src/aws/clients.ts';
import { systemClock } from '../../src/clock.ts';
import type { openLab } from '../emulator/lab.ts';

/** The action's own clients on the emulator of a lab, until the test's environment is undone. */
export function openAws({ url, settings }: Pick<Awaited<ReturnType<typeof openLab>>, 'url' | 'settings'>): Aws {
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', settings.credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', settings.credentials.secretAccessKey);
  return createAws({
    region: settings.region,
    maxRetries: 0,
    version: '0',
    clock: systemClock,
    environment: {},
    signal: new AbortController().signal,
  });
}
