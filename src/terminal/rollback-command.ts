import type { RollbackGuide } from '../world.ts';
import type { OwnOptions } from './arguments.ts';

/** The command that starts a rollback with these values, with the Region and the profile of this run. */
export function rollbackCommand({ region, profile }: Pick<OwnOptions, 'region' | 'profile'>): RollbackGuide {
  return (values) => {
    const given = Object.entries({ ...values, region, profile });
    const flags = given.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${quote(value)}`]));
    return { how: `run \`${['ecs-express-deploy rollback', ...flags].join(' ')}\`` };
  };
}

function quote(value: string): string {
  return /^[\w./:@-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
