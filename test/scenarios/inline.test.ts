import { describe, expect, it } from 'vitest';
import { APPSPEC, deploy } from './play-codedeploy.ts';
import { EXAMPLE, play, QUICK_START, REGISTRY } from './play.ts';

const IMAGE = `${REGISTRY}/web@sha256:${'5d'.repeat(32)}`;
const YAML = `family: web
networkMode: awsvpc
requiresCompatibilities: [FARGATE]
cpu: "256"
memory: "512"
executionRoleArn: arn:aws:iam::111122223333:role/ecsTaskExecutionRole
containerDefinitions:
  - name: web
    image: ${IMAGE}
`;

const register = (text: string, more: Partial<Parameters<typeof play>[0]> = {}) =>
  play({ scenario: 'empty', ...more, inputs: { mode: 'register', 'task-definition': text, ...more.inputs } });

describe('a task definition in the input', () => {
  it('is deployed as one in a file, and the summary says where the image came from', async () => {
    const { image: _, ...inputs } = QUICK_START;
    const played = await play({
      scenario: 'classic-healthy',
      built: true,
      inputs: { ...inputs, 'task-definition': EXAMPLE, image: IMAGE },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.summary).toMatch(/\+\+\+ the input task-definition/);
    const own = await register(YAML);
    expect(own.outputs['outcome']).toBe('registered');
    expect(own.log).toContain('(image from the input task-definition)');
  });

  it('with mistakes: every one on its line, none written', async () => {
    const text = YAML.replace('networkMode', 'networkmode').replace(IMAGE, 'web:feature/x').replace('"512"', '"513"');
    const played = await register(text);
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toMatch(/✖ line 2 of input task-definition: .*\(unknown-field\)/);
    expect(played.log).toMatch(/✖ line 9 of input task-definition: .*feature\/x.*\(bad-image\)/);
    expect(played.log).toMatch(/^::error title=unknown-field::Line 2 of the input `task-definition`: /m);
    expect(played.summary).toContain('`line 9 of input task-definition`');
    expect(JSON.parse(played.report)).toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({
          rule: 'bad-image',
          origin: expect.objectContaining({ input: 'task-definition', line: 9 }),
        }),
      ]),
    });
    expect(played.writes).toEqual([]);
  });

  it('points into the workflow that holds it', async () => {
    const text = YAML.replace('networkMode', 'networkmode');
    const indented = text.replaceAll(/^(?=.)/gm, '            ');
    const played = await register(text, {
      files: {
        '.github/workflows/deploy.yml': `jobs:\n  deploy:\n        with:\n          task-definition: |\n${indented}`,
      },
      environment: {
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/deploy.yml@refs/pull/7/merge',
      },
    });
    expect(played.log).toMatch(
      /^::error title=unknown-field,file=\.github\/workflows\/deploy\.yml,line=6,col=26,endColumn=32::/m,
    );
  });

  it('keeps the secrets in it out of everything', async () => {
    const secret = 'correct-horse-battery-staple';
    const environment = `    environment:\n      - name: DB_PASSWORD\n        value: ${secret}\n`;
    for (const text of [`${YAML}${environment}`, `${YAML}${environment}  - name: web\n   image: x\n`]) {
      const { log, summary, report, outputs } = await register(text);
      expect(log + summary + report + JSON.stringify(outputs)).not.toContain(secret);
    }
  });

  it.each<[what: string, text: string, told: RegExp]>([
    [
      'an expression that nobody evaluated',
      YAML.replace('"256"', '${{ env.CPU }}'),
      /line 4 of input task-definition: .*`\$\{\{ env\.CPU \}\}`.*\(unexpanded-variable\)/,
    ],
    [
      'a shell variable',
      YAML.replace(IMAGE, '$IMAGE'),
      /line 9 of input task-definition: .*\$IMAGE.*\(placeholder-left\)/,
    ],
    [
      'a role by a shell variable',
      YAML.replace(/arn:aws:iam.*/, '$ROLE'),
      /line 6 of .*GitHub does not expand \$ROLE in an input: write `\$\{\{ env\.ROLE \}\}`/,
    ],
    [
      'a placeholder without a value',
      YAML.replace('"256"', '${CPU}'),
      /line 4 of input task-definition: .*does not set CPU.*\(unresolved-variable\)/,
    ],
    ['two paths', 'a.json\nb.json\n', /input task-definition: .*2 lines.*\(input-format\)/],
    ['a field on one line', 'family: web', /file "family: web" does not exist.*more than one line.*\(file-missing\)/],
  ])('with %s', async (_, text, told) => {
    const played = await register(text);
    expect(played.log).toMatch(told);
    expect(played.log.match(/^✖/gm)).toHaveLength(1);
    expect(played.writes).toEqual([]);
  });

  it('has its placeholders filled in', async () => {
    const played = await register(YAML.replace('"256"', '"${CPU}"'), { inputs: { variables: 'CPU=256' } });
    expect(played.writes).toMatchObject([{ params: { cpu: '256' } }]);
  });

  it('is ignored by a mode that has no use for one, without being quoted', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { mode: 'watch', service: 'web', cluster: 'prod', 'task-definition': YAML },
    });
    expect(played.log).toMatch(/input task-definition: .*ignored in mode "watch".*\(input-unused\)/);
    expect(played.log).not.toContain('awsvpc');
  });
});

describe('a path in a block', () => {
  it('is a path', async () => {
    const played = await register('td.json\n', {
      files: { 'td.json': EXAMPLE },
      inputs: { variables: 'REGION=x', image: IMAGE },
    });
    expect(played.outputs['outcome']).toBe('registered');
  });
});

describe('an AppSpec in the input', () => {
  it('is deployed without a file', async () => {
    const played = await deploy({ 'codedeploy-appspec': APPSPEC }, { files: {} });
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it('has its mistakes on their lines', async () => {
    const played = await deploy({ 'codedeploy-appspec': APPSPEC.replace('8080', '80') }, { files: {} });
    expect(played.log).toMatch(/line 9 of input codedeploy-appspec: .*port 80 .*8080.*\(appspec-port\)/);
    expect(played.writes).toEqual([]);
  });
});
