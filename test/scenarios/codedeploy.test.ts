import { describe, expect, it } from 'vitest';
import { play, QUICK_START, told } from './play.ts';

const APPSPEC = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo:
          ContainerName: web
          ContainerPort: 8080
Hooks:
  - AfterAllowTraffic: smoke-test
`;
const FILES = { 'appspec.yaml': APPSPEC };

describe('what the reader is told', () => {
  it.each([
    ['codedeploy-healthy', QUICK_START, 'succeeded'],
    ['codedeploy-crash', { ...QUICK_START, 'wait-for-minutes': '90' }, 'rolled-back'],
    ['codedeploy-hook-fails', QUICK_START, 'rolled-back'],
  ] as const)('%s', async (scenario, inputs, outcome) => {
    const played = await play({ scenario, inputs, files: FILES });
    expect(played.outputs['outcome']).toBe(outcome);
    expect(played.exitCode).toBe(outcome === 'succeeded' ? 0 : 1);
    await expect(told(played)).toMatchFileSnapshot(`snapshots/${scenario}.txt`);
    await expect(played.summary).toMatchFileSnapshot(`snapshots/${scenario}.md`);
  });
});
