import { ApplicationAutoScaling } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { ECR } from '@aws-sdk/client-ecr';
import { ECS, type ContainerDefinition, type CreateServiceCommandInput } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { Scheduler } from '@aws-sdk/client-scheduler';
import { IAM } from '@aws-sdk/client-iam';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';
import { onTestFinished } from 'vitest';
import type { Behaviour } from '../../emulator/behaviours.ts';
import { addLiveWeb, ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { startEmulator } from '../../emulator/server.ts';
import { createWorld, type World } from '../../emulator/world.ts';

/** An emulator in virtual time with real SDK clients around it; it closes with the test. */
export async function openLab(fill: (world: World) => void, regionName = 'us-east-1') {
  const world = createWorld({ region: regionName });
  fill(world);
  const emulator = await startEmulator({ world });
  const settings = {
    endpoint: emulator.url,
    region: regionName,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  };
  const ecs = new ECS(settings);
  onTestFinished(() => {
    ecs.destroy();
    return emulator.close();
  });
  const image = (tag: string, repository = 'web'): string => ecrImage(world.home, repository, tag);
  return {
    ...emulator,
    settings,
    ecs,
    elbv2: new ElasticLoadBalancingV2(settings),
    logs: new CloudWatchLogs(settings),
    ecr: new ECR(settings),
    sts: new STS(settings),
    iam: new IAM(settings),
    secrets: new SecretsManager(settings),
    parameters: new SSM(settings),
    cloudWatch: new CloudWatch(settings),
    scaling: new ApplicationAutoScaling(settings),
    events: new EventBridge(settings),
    scheduler: new Scheduler(settings),
    image,
    seconds: (count: number) => emulator.advance(count * 1000),
    /** Registers `web` with a new image that behaves so, and deploys it. */
    deploy: async (
      tag: string,
      behaviour: Behaviour = { kind: 'healthy' },
      main: Partial<ContainerDefinition> = {},
    ) => {
      world.behaviours.byImage.set(image(tag), behaviour);
      const arn = await registerWeb(ecs, world, { ...main, image: image(tag) });
      const { service } = await ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: arn });
      return { arn, rollout: service?.currentServiceDeployment ?? '', service };
    },
    web: async () => {
      const { services } = await ecs.describeServices({ cluster: 'prod', services: ['web'] });
      if (!services?.[0]) throw new Error('no service web');
      return services[0];
    },
    rollout: async (arn: string) => {
      const { serviceDeployments } = await ecs.describeServiceDeployments({ serviceDeploymentArns: [arn] });
      if (!serviceDeployments?.[0]) throw new Error(`no service deployment ${arn}`);
      return serviceDeployments[0];
    },
  };
}

export const openScenario = (name: string, regionName?: string) =>
  openLab((world) => scenarios[name]?.fill(world), regionName);

export const openWeb = (changes?: Partial<CreateServiceCommandInput>) => openLab((world) => addLiveWeb(world, changes));

/** The name of the error that a call throws, and its message. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  return 'no error';
}

async function registerWeb(ecs: ECS, world: World, main: Partial<ContainerDefinition>): Promise<string> {
  const definition = webDefinition(world.home, main.image ?? '');
  const containerDefinitions = (definition.containerDefinitions ?? []).map((container) => ({ ...container, ...main }));
  const { taskDefinition } = await ecs.registerTaskDefinition({ ...definition, containerDefinitions });
  return taskDefinition?.taskDefinitionArn ?? '';
}
