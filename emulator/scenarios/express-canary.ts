import { createExpressGatewayService } from '../express.ts';
import { roleArn } from '../names.ts';
import { ecrImage } from './live-web.ts';
import type { Scenario } from './scenario.ts';

export const expressCanary: Scenario = {
  name: 'express-canary',
  title: 'Express service shop in cluster default; any other Express service is yet to be created',
  fill: (world) => {
    const region = world.home;
    for (const group of ['/ecs/shop', '/ecs/web']) region.logGroups.set(group, new Map());
    createExpressGatewayService(region, {
      serviceName: 'shop',
      infrastructureRoleArn: roleArn(region, 'ecsInfrastructureRole'),
      executionRoleArn: roleArn(region, 'ecsTaskExecutionRole'),
      taskRoleArn: roleArn(region, 'shop-task'),
      primaryContainer: { image: ecrImage(region, 'shop', '1.0.0'), containerPort: 8080 },
      scalingTarget: { minTaskCount: 2, maxTaskCount: 6, autoScalingMetric: 'AVERAGE_CPU', autoScalingTargetValue: 60 },
    });
    for (const group of region.targetGroups)
      Object.assign(group, { intervalSeconds: 10, deregistrationDelaySeconds: 30 });
    world.clock.advance(60 * 60 * 1000);
  },
};
