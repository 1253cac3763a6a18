import type { Service } from '@aws-sdk/client-ecs';
import type { Started } from '../../model.ts';

/** What calls about the surroundings of a finding need; whatever cannot be read is one warning. */
export interface Asking {
  started: Started;
  service: Service | undefined;
  warn: (message: string) => void;
}
