import { describe, expect, it } from 'vitest';
import { play } from './play.ts';

const IMAGE = `111122223333.dkr.ecr.us-east-1.amazonaws.com/web@sha256:${'5d'.repeat(32)}`;
const SOUND = {
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
  taskRoleArn: 'arn:aws:iam::111122223333:role/web',
};
const CONTAINER = { name: 'web', image: IMAGE };

const register = (name: string, content: string | object) =>
  play({
    scenario: 'empty',
    inputs: { mode: 'register', 'task-definition': name },
    files: { [name]: typeof content === 'string' ? content : JSON.stringify(content, null, 2) },
  });

describe('a file that is registered as it is', () => {
  const texts = {
    environment: [
      { name: 'PAGE', value: '<HTML>' },
      { name: 'DATA', value: '__NEXT_DATA__' },
      { name: 'JDBC', value: 'jdbc:postgresql://${DB_HOST}/web' },
    ],
    command: ['sh', '-c', 'exec web --host ${HOSTNAME} {{x}}'],
    dockerLabels: { 'traefik.rule': 'Host(`${DOMAIN}`)' },
    logConfiguration: { logDriver: 'splunk', options: { tag: '{{.Name}}', 'splunk-url': 'https://${SPLUNK_HOST}' } },
  };

  it('with texts that belong to the application: no warning, and none of them changed', async () => {
    const played = await register('td.json', { ...SOUND, containerDefinitions: [{ ...CONTAINER, ...texts }] });
    expect(played.exitCode).toBe(0);
    expect(played.log).not.toMatch(/::(?:warning|error)|⚠|✖/);
    expect(played.writes).toMatchObject([{ params: { containerDefinitions: [texts] } }]);
    expect(played.summary).toMatch(/💡[^\n]*placeholder-kept/);
  });

  it("a saved describe response with CloudFormation's tags", async () => {
    const played = await register('td.json', {
      taskDefinition: {
        taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:7',
        revision: 7,
        status: 'ACTIVE',
        ...SOUND,
        containerDefinitions: [{ ...CONTAINER, logConfiguration: texts.logConfiguration }],
      },
      tags: [
        { key: 'aws:cloudformation:stack-name', value: 'web' },
        { key: 'team', value: 'web' },
      ],
    });
    expect(played.exitCode).toBe(0);
    expect(played.writes).toMatchObject([{ params: { tags: [{ key: 'team', value: 'web' }] } }]);
  });
});

describe('a file that is rejected before any write', () => {
  it.each<[name: string, file: string, content: string | object, told: RegExp[]]>([
    [
      'numbers in YAML',
      'td.yaml',
      'family: 012345678901\ncpu: 0999\ncontainerDefinitions:\n  - name: web\n    image: 1.10\n    memory: 128\n',
      [/td\.yaml:1:9: .*"012345678901"/, /td\.yaml:2:6: .*"0999"/, /td\.yaml:5:12: .*"1\.10"/],
    ],
    [
      'a bucket where a secret belongs',
      'td.json',
      { ...SOUND, containerDefinitions: [{ ...CONTAINER, secrets: [{ name: 'KEY', valueFrom: 'arn:aws:s3:::x' }] }] },
      [/secret "KEY" of container "web" is an ARN of "s3".*\(secret-source\)/],
    ],
    [
      'wrong indentation',
      'td.yaml',
      'family: web\n  cpu: "256"\n',
      [/td\.yaml:2:6: Line 2 is indented further than the field before it.*\(yaml-syntax\)/],
    ],
    [
      'a Compose file',
      'compose.yaml',
      'services:\n  web:\n    image: web:1\n',
      [/is a Docker Compose file.*\(other-document\)/],
    ],
    [
      'a CloudFormation resource',
      'task.json',
      { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [] } },
      [/is a CloudFormation resource.*\(other-document\)/],
    ],
    [
      'containers as text',
      'td.json',
      { family: 'web', containerDefinitions: '[{"name":"web","environment":[{"name":"PIN","value":"4711"}]}]' },
      [/containerDefinitions must be a list, but is a string that contains JSON\..*\(wrong-type\)/],
    ],
  ])('%s', async (_, file, content, told) => {
    const played = await register(file, content);
    expect(played.exitCode).toBe(1);
    expect(played.writes).toEqual([]);
    for (const pattern of told) expect(played.log).toMatch(pattern);
    expect(`${played.log}${played.summary}`).not.toContain('4711');
  });

  it("a value in the place of a secret's source is shown nowhere", async () => {
    const secrets = [{ name: 'PASSWORD', valueFrom: 'correct horse battery!' }];
    const played = await register('td.json', { ...SOUND, containerDefinitions: [{ ...CONTAINER, secrets }] });
    expect(played.log).toContain('(secret-source)');
    expect(played.writes).toEqual([]);
    expect(`${played.log}${played.summary}${played.report}`).not.toContain('horse');
  });
});
