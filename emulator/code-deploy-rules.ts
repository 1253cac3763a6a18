import { invalidParameter } from './api-error.ts';
import type { ServiceSettings } from './world.ts';

/** What CreateService rejects with the CODE_DEPLOY controller. The first message is a capture; all the others are (I). */
export function checkForCodeDeploy(settings: ServiceSettings): void {
  if (settings.deploymentController?.type !== 'CODE_DEPLOY') return;
  const balancers = settings.loadBalancers ?? [];
  if (balancers.every(({ targetGroupArn }) => targetGroupArn === undefined)) {
    throw invalidParameter(
      'When specifying the CODE_DEPLOY deployment controller type, the service requires an Application Load Balancer or Network Load Balancer.',
    );
  }
  if (balancers.length > 1) refuse('multiple target groups');
  if (settings.schedulingStrategy === 'DAEMON') refuse('the DAEMON scheduling strategy');
  if (settings.serviceConnectConfiguration?.enabled === true) refuse('Service Connect');
  if ((settings.volumeConfigurations ?? []).length > 0) refuse('volume configurations');
  const { strategy = 'ROLLING', minimumHealthyPercent, maximumPercent } = settings.deploymentConfiguration;
  if (strategy !== 'ROLLING') refuse(`the deployment strategy ${strategy}`);
  const custom = minimumHealthyPercent !== 100 || maximumPercent !== 200;
  const instances = (settings.capacityProviderStrategy ?? []).length === 0 && settings.launchType !== 'FARGATE';
  if (custom && instances) refuse('a custom minimumHealthyPercent or maximumPercent with the EC2 launch type');
}

function refuse(what: string): never {
  throw invalidParameter(`Services with a CODE_DEPLOY deployment controller do not support ${what}.`);
}
