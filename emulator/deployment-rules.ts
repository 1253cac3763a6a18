import { invalidParameter } from './api-error.ts';
import type { ServiceSettings } from './world.ts';

/** A service's deployment settings, and those that AWS rejects. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
export function checkDeploymentSettings(settings: ServiceSettings, done: 'created' | 'updated'): void {
  const { strategy = 'ROLLING', minimumHealthyPercent, maximumPercent } = settings.deploymentConfiguration;
  const daemon = settings.schedulingStrategy === 'DAEMON';
  if (daemon && (maximumPercent ?? 100) > 100) {
    throw invalidParameter(
      'The daemon scheduling strategy does not support values above 100 for maximumPercent on a deployment configuration. Change the maximumPercent value to 100, and try again',
    );
  }
  if ((minimumHealthyPercent ?? 100) > 100) throw invalidParameter('minimumHealthyPercent must be at most 100');
  if ((maximumPercent ?? 200) < 100) throw invalidParameter('maximumPercent must be at least 100');
  if (strategy === 'ROLLING' && (minimumHealthyPercent ?? 100) >= 100 && (maximumPercent ?? 200) <= 100) {
    throw invalidParameter(
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    );
  }
  if (settings.availabilityZoneRebalancing === 'ENABLED') {
    if (daemon) throw invalidParameter('Availability Zone Rebalancing does not support DAEMON services.');
    if ((maximumPercent ?? 200) <= 100) {
      throw invalidParameter(
        `The service couldn't be ${done} because Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration.`,
      );
    }
  }
  if (strategy !== 'ROLLING') checkShiftingStrategy(settings);
}

/** Only the scheduler of a DAEMON service sets its count: one per instance. */
export function checkDesiredCount(settings: ServiceSettings, desiredCount: number | null | undefined): void {
  if (settings.schedulingStrategy !== 'DAEMON' || desiredCount === undefined || desiredCount === null) return;
  throw invalidParameter(
    'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again.',
  );
}

function checkShiftingStrategy(settings: ServiceSettings): void {
  const { strategy, bakeTimeInMinutes } = settings.deploymentConfiguration;
  if ((settings.loadBalancers ?? []).some((balancer) => !balancer.advancedConfiguration)) {
    throw invalidParameter(
      'advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy',
    );
  }
  if (strategy === 'BLUE_GREEN' && bakeTimeInMinutes === undefined) {
    throw invalidParameter('bakeTimeInMinutes is required when using the BLUE_GREEN deployment strategy');
  }
}
