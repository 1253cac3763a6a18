// The topics by which action.yml and the docs group the inputs.

export const TARGET = 'Target';
export const TEMPLATE = 'Template';
export const CHANGES = 'Changes to the template';
export const SETTINGS = 'Service settings';
export const EXPRESS_SETTINGS = 'Express services';
export const TASK = 'One-off task';
export const CODE_DEPLOY_SETTINGS = 'CodeDeploy services';
export const ROLLBACK = 'Rollback';
export const VERIFIED = 'Verified release';
export const AFTER = 'After the deployment';
export const WAITING = 'Waiting';
export const CHECKS = 'Checks';
export const REPORT = 'Report';
export const CLIENT = 'Client';
