import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/render/document.ts';

async function read(file: string, text: string) {
  return await parseDocument({ file, bytes: new TextEncoder().encode(text) });
}

const PROPERTIES = 'Family: web\n      ContainerDefinitions:\n        - Name: web\n          Image: !Ref Image\n';

describe('a file that belongs to another tool', () => {
  it.each([
    [
      'a CloudFormation template',
      'a.yaml',
      `Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ${PROPERTIES}`,
      2,
    ],
    ['a CloudFormation resource', 'a.yaml', `Type: AWS::ECS::TaskDefinition\nProperties:\n      ${PROPERTIES}`, 1],
    ['the properties of a CloudFormation resource', 'a.json', '{"Family": "web",\n "ContainerDefinitions": []}', 2],
    ['Terraform code', 'main.tf', 'resource "aws_ecs_task_definition" "web" {\n  family = "web"\n}\n', 1],
    ['Terraform code', 'a.tf', 'locals {\n  a = 1\n}\n\nmodule "ecs" {\n  source = "x"\n}\n', 1],
    ['Terraform code', 'a.tf.json', '{"resource": {"aws_ecs_task_definition": {}}}', 1],
    ['Terraform code', 'a.json', '{"family": "web", "container_definitions": "[]"}', 1],
    ['a Kubernetes manifest', 'a.yaml', 'apiVersion: apps/v1\nkind: Deployment\n', 2],
    ['a Compose file', 'compose.yaml', 'services:\n  web:\n    image: web:1\n', 2],
    ['the answer of describe-services', 'a.json', '{"services": [], "failures": []}', 1],
    ['a service definition', 'a.json', '{"serviceName": "web", "taskDefinition": "web:1"}', 1],
    ['an AppSpec', 'appspec.yaml', 'version: 0.0\nResources:\n  - TargetService:\n      Type: AWS::ECS::Service\n', 1],
    ['one container definition', 'a.json', '{"name": "web", "image": "web:1"}', 1],
  ])('is %s (%s)', async (is, file, text, line) => {
    const { template, problems } = await read(file, text);
    expect(template).toBeUndefined();
    expect(problems).toMatchObject([
      { rule: 'foreign-document', message: `The file is ${is}, not a task definition.`, origin: { file, line } },
    ]);
  });

  it('is told without what is in it', async () => {
    const text = JSON.stringify({ family: 'web', containerDefinitions: '[{"name":"web","secret":"hunter2"}]' });
    const { template, problems } = await read('a.json', text);
    expect(template).toBeUndefined();
    expect(problems).toMatchObject([
      { rule: 'foreign-document', message: expect.stringContaining('is text, not a list') },
    ]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('is a list of images', async () => {
    const { problems } = await read('a.json', '[{"name": "web", "imageUri": "web:1"}]');
    expect(problems).toMatchObject([{ rule: 'not-an-object', message: expect.stringContaining('CodePipeline') }]);
  });

  it.each([
    ['{"family": "web", "containerDefinitions": [{"name": "web", "image": "web:1"}]}'],
    ['{"family": "web", "desiredCount": 2, "containerDefinitions": []}'],
    ['{"family": "web"}'],
    ['{"taskDefinition": {"family": "web", "containerDefinitions": []}, "services": []}'],
  ])('is not %s', async (text) => {
    expect((await read('a.json', text)).template).toBeDefined();
  });
});

describe('YAML that cannot be read', () => {
  it.each([
    ['containers:\n  - name: web\n    image: web:1\n   essential: true\n', 4, /indentation .* list item/],
    ['containers:\n  - name: web\n    image: web:1\n      essential: true\n', 4, /indented more than the line above/],
    ['family: web\n  cpu: 256\n', 2, /indented more than the line above/],
    ['a:\n    b: 1\n  c: 2\n', 3, /indentation of this line fits no key above/],
    ['containers:\n  - name: web\n cpu: 256\n', 3, /indentation of this line fits no key above/],
    ['a:\n\tb: 1\n', 2, /tab/],
    ['image: web: 1\n', 1, /colon followed by a space/],
    ['family: web\ncpu\nmemory: 5\n', 2, /has no colon/],
    ['family: web\ncpu\n', 2, /has no colon/],
    ['family:web\ncpu: 256\n', 1, /space is missing after the colon/],
    ['family: "web\ncpu: 256\n', undefined, /quote is never closed/],
    ['family: [a, b\ncpu: 256\n', undefined, /bracket is never closed/],
    ['family: "a\\qb"\n', 1, /backslash/],
    ['family: @x\n', 1, /cannot start with this character/],
    ['command: *.js\n', 1, /starts with "\*"/],
  ])('%j is told in plain words', async (text, line, message) => {
    const [problem, ...more] = (await read('a.yaml', text)).problems;
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ rule: 'yaml-syntax', message: expect.stringMatching(message) });
    if (line !== undefined) expect(problem?.origin).toMatchObject({ line });
  });
});
