import type { Region, World } from './world.ts';

export const ecsArn = (region: Region, resource: string): string =>
  `arn:${region.partition}:ecs:${region.name}:${region.world.account}:${resource}`;

export const elbArn = (region: Region, resource: string): string =>
  `arn:${region.partition}:elasticloadbalancing:${region.name}:${region.world.account}:${resource}`;

export const logGroupArn = (region: Region, name: string): string =>
  `arn:${region.partition}:logs:${region.name}:${region.world.account}:log-group:${name}`;

export const roleArn = (region: Region, name: string): string =>
  `arn:${region.partition}:iam::${region.world.account}:role/${name}`;

export const callerArn = (region: Region): string =>
  `arn:${region.partition}:sts::${region.world.account}:assumed-role/deploy/session`;

export const hexId = (world: World, length: number): string => draw(world, '0123456789abcdef', length);
export const digits = (world: World, length: number): string => draw(world, '123456789', length);
export const word = (world: World, length: number): string =>
  draw(world, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', length);

/** `arn:…:service/prod/web`, `prod/web` and `web` all name `web`. */
export const lastSegment = (nameOrArn: string): string => nameOrArn.split('/').at(-1) ?? nameOrArn;

function draw(world: World, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[Math.floor(world.random() * alphabet.length)]).join('');
}
