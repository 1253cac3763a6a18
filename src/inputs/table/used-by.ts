// The modes that can use an input, and the kinds of services.

export const WRITES = ['deploy', 'plan'] as const;
export const DEPLOYS = ['deploy'] as const;
export const REGISTERS_OR_ROLLS_BACK = ['deploy', 'plan', 'register', 'run-task', 'rollback'] as const;
export const READS = ['deploy', 'plan', 'run-task'] as const;
export const WAITS = ['deploy', 'run-task'] as const;
export const ROLLS_BACK = ['rollback', 'plan'] as const;
export const RELEASES = [...WRITES, 'continue'] as const;
export const WRITES_OR_ROLLS_BACK = [...WRITES, 'rollback'] as const;
export const DEPLOYS_OR_ROLLS_BACK = [...DEPLOYS, 'rollback'] as const;
export const DEPLOYS_OR_CHANGES = [...DEPLOYS_OR_ROLLS_BACK, 'continue', 'stop'] as const;
export const WAITS_OR_ROLLS_BACK = [...WAITS, 'rollback'] as const;
export const WATCHES = ['deploy', 'rollback', 'watch', 'continue', 'stop'] as const;
export const WATCHES_OR_WAITS = [...WATCHES, 'run-task'] as const;
export const WRITES_OR_WATCHES = [...WRITES, 'rollback', 'watch', 'continue', 'stop'] as const;
export const NAMES_SERVICES = [...READS, 'rollback', 'watch', 'continue', 'stop', 'delete'] as const;
export const DELETES = ['delete'] as const;
export const PREVIEWS = [...WRITES, 'delete'] as const;
export const CAN_END_EARLY = [...DEPLOYS, 'rollback', 'delete'] as const;
export const FOLLOWS = [...WATCHES_OR_WAITS, 'delete'] as const;
export const NAMES_CLUSTER = [...NAMES_SERVICES, 'register'] as const;
export const TEMPLATED = ['deploy', 'plan', 'register', 'run-task'] as const;
export const GOES_ON = ['deploy', 'rollback', 'watch', 'continue'] as const;
export const PROTECTS = [...WRITES_OR_ROLLS_BACK, 'continue'] as const;
export const STOPS = ['stop'] as const;
/** `classic` is a service whose rolling, blue/green, linear or canary deployments ECS does itself. */
export const CLASSIC = ['classic'] as const;
export const CODE_DEPLOY = ['codedeploy'] as const;
export const CLASSIC_OR_CODE_DEPLOY = ['classic', 'codedeploy'] as const;
export const CLASSIC_OR_EXPRESS = ['classic', 'express'] as const;
export const EXPRESS = ['express'] as const;
export const EVERY_KIND = ['classic', 'codedeploy', 'express'] as const;
