import type { RollbackGuide } from '../world.ts';
import type { OwnOptions } from './arguments.ts';
import { toFlags } from './shell-flags.ts';

/** The command that starts a rollback with these values, with the Region and the profile of this run: it may be pasted elsewhere. */
export function rollbackCommand({ profile }: Pick<OwnOptions, 'profile'>): RollbackGuide {
  return (values, region) => {
    return { how: `run \`ecs-express-deploy rollback${toFlags({ ...values, region, profile })}\`` };
  };
}

/** A text whose commands work as they stand: with the service, the Region and the profile of this run. */
export function withPlace(text: string, place: Place): string {
  const { service, cluster, region, profile } = place;
  const flags = toFlags({ service, cluster, region, profile });
  return text.replaceAll(
    /(`ecs-express-deploy (?:watch|continue|stop|rollback))`/g,
    `$1${flags.replaceAll('$', '$$$$')}\``,
  );
}

interface Place extends Pick<OwnOptions, 'profile'> {
  service: string;
  cluster: string;
  region: string;
}
