import { describe, expect, it } from 'vitest';
import { play, playInTurn, REGISTRY } from './play.ts';

const SHOP = { service: 'shop' };
const IMAGE = `${REGISTRY}/store@sha256:${'5d'.repeat(32)}`;
const ROLE = 'arn:aws:iam::123456789012:role';
const STORE = `serviceName: store
infrastructureRoleArn: ${ROLE}/ecsInfrastructureRole
executionRoleArn: ${ROLE}/ecsTaskExecutionRole
healthCheckPath: /health
cpu: "512"
memory: "1024"
primaryContainer:
  image: ${IMAGE}
  containerPort: 8080
  environment:
    - name: LOG_LEVEL
      value: info
scalingTarget:
  minTaskCount: 1
  maxTaskCount: 3
tags:
  - key: team
    value: shop
  - key: public
`;

const rules = ({ report }: { report: string }): string[] =>
  (JSON.parse(report) as { problems: { rule: string }[] }).problems.map(({ rule }) => rule);

const asks = (writes: { action: string; params: unknown }[]): unknown[] =>
  writes.map(({ action, params }) => [action, params]);

describe('a service definition for an Express service', () => {
  it('creates it, and changes nothing when it is deployed again', async () => {
    const inputs = { 'service-definition': STORE };
    const [first, second] = await playInTurn({ scenario: 'express-canary' }, [inputs, inputs]);
    expect(first?.outputs['outcome'], first?.log).toBe('succeeded');
    expect(asks(first?.writes ?? [])).toEqual([
      [
        'CreateExpressGatewayService',
        expect.objectContaining({
          serviceName: 'store',
          healthCheckPath: '/health',
          cpu: '512',
          primaryContainer: expect.objectContaining({ image: IMAGE, containerPort: 8080 }),
          scalingTarget: { minTaskCount: 1, maxTaskCount: 3 },
          tags: [
            { key: 'team', value: 'shop' },
            { key: 'public', value: '' },
          ],
        }),
      ],
    ]);
    expect(second?.outputs['outcome'], second?.log).toBe('unchanged');
    expect(second?.writes).toEqual([]);
  });

  it('sends the field that differs, with what else its group has live', async () => {
    const { outputs, writes, log } = await play({
      scenario: 'express-canary',
      inputs: { ...SHOP, 'service-definition': '{ "scalingTarget": { "maxTaskCount": 7 } }' },
    });
    expect(outputs['outcome'], log).toBe('succeeded');
    expect(asks(writes)).toEqual([
      [
        'UpdateExpressGatewayService',
        expect.objectContaining({ scalingTarget: expect.objectContaining({ maxTaskCount: 7 }) }),
      ],
    ]);
    expect(Object.keys(writes[0]?.params as object)).toEqual(['serviceArn', 'scalingTarget']);
  });

  it('takes the image of the build from the input, and another value with a warning', async () => {
    const image = `${REGISTRY}/store@sha256:${'6e'.repeat(32)}`;
    const played = await play({
      scenario: 'express-canary',
      inputs: { 'service-definition': STORE, image, cpu: '1024', memory: '2048', mode: 'plan' },
    });
    expect(rules(played).filter((rule) => rule === 'input-over-definition')).toHaveLength(2);
    expect(played.summary).toContain('6e'.repeat(32));
  });

  it('of another kind than the service is an error', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { ...SHOP, 'service-definition': '{ "loadBalancers": [] }' },
    });
    expect(rules(played)).toContain('service-definition-kind');
    expect(played.writes).toEqual([]);
  });

  it('with mistakes: each on its line, nothing written', async () => {
    const text = STORE.replace('healthCheckPath', 'healthcheckPath').replace('maxTaskCount: 3', 'maxTaskCount: "3"');
    const played = await play({ scenario: 'express-canary', inputs: { 'service-definition': text } });
    const { problems } = JSON.parse(played.report) as { problems: { rule: string; origin: object }[] };
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: 'unknown-field', origin: expect.objectContaining({ line: 4 }) }),
        expect.objectContaining({ rule: 'wrong-type', origin: expect.objectContaining({ line: 15 }) }),
      ]),
    );
    expect(played.writes).toEqual([]);
  });
});
