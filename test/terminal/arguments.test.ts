import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { INPUTS, type InputName } from '../../src/inputs/spec.ts';
import type { InputSpec } from '../../src/inputs/table/input-spec.ts';
import type { Mode } from '../../src/model.ts';
import { toProgram, type AskedRun } from '../../src/terminal/arguments.ts';

const specs = Object.entries(INPUTS) as [InputName, InputSpec][];

async function parse(...args: string[]): Promise<{ asked: AskedRun | undefined; code: string; text: string }> {
  let asked: AskedRun | undefined;
  let text = '';
  const program = toProgram({ version: '1.2.3', run: async (one) => void (asked = one) });
  const write = (some: string): void => void (text += some);
  for (const command of [program, ...program.commands]) command.configureOutput({ writeOut: write, writeErr: write });
  try {
    await program.parseAsync(['node', 'cli.js', ...args]);
    return { asked, code: 'parsed', text };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { asked, code: error.code, text };
  }
}

describe('flags', () => {
  it('become the inputs of the action, to the letter', async () => {
    const { asked } = await parse('deploy', '--service', 'web', '--image=registry/web:1', '--command', '-c "x y"');
    expect(asked).toMatchObject({
      mode: 'deploy',
      inputs: { service: 'web', image: 'registry/web:1', command: '-c "x y"' },
    });
  });

  it('of lists may be repeated: each is one more line', async () => {
    const { asked } = await parse(
      'deploy',
      '--service',
      'a',
      '--service',
      'b',
      '--variables',
      'A=1',
      '--variables',
      'B=x y',
    );
    expect(asked?.inputs).toEqual({ service: 'a\nb', variables: 'A=1\nB=x y' });
  });

  it('of anything else may not', async () => {
    const { code, text } = await parse('deploy', '--image', 'a', '--image', 'b');
    expect([code, text]).toEqual(['commander.invalidArgument', expect.stringMatching(/--image.*twice/)]);
  });

  it('that are on or off need no value, and take one', async () => {
    const { asked } = await parse(
      'deploy',
      '--force-new-deployment',
      '--fail-fast',
      'no',
      '--no-require-healthy-targets',
    );
    expect(asked?.inputs).toEqual({
      'force-new-deployment': 'true',
      'fail-fast': 'no',
      'require-healthy-targets': 'false',
    });
  });

  it('that are misspelled are refused, with the nearest one', async () => {
    const { code, text } = await parse('deploy', '--servce', 'web');
    expect([code, text]).toEqual(['commander.unknownOption', expect.stringContaining('--service')]);
  });

  it('for what only a GitHub Actions step has are refused', async () => {
    const { code, text } = await parse('deploy', '--pull-request-comment');
    expect([code, text]).toEqual([
      'ecs-express-deploy.onlyInGitHub',
      expect.stringMatching(/^error: --pull-request-comment works only in a GitHub Actions step/),
    ]);
  });

  it('exist for every other input, in every mode: the parser of inputs says what a mode cannot use', async () => {
    const { commands } = toProgram({ version: '', run: async () => undefined });
    const flags = specs.filter(([name, { onlyIn }]) => name !== 'mode' && onlyIn === undefined).map(([name]) => name);
    const modes = commands.filter((command) => (INPUTS.mode.choices as readonly string[]).includes(command.name()));
    expect(modes.map((command) => command.name())).toEqual(INPUTS.mode.choices);
    for (const command of modes)
      expect(command.options.map(({ long }) => long?.slice(2))).toEqual(expect.arrayContaining(flags));
  });

  it('have no value to guess: what is left out is left out', async () => {
    const { asked } = await parse('watch', '--service', 'web', '--json', '--region', 'eu-west-1');
    expect(asked?.inputs).toEqual({ service: 'web' });
    expect(asked?.own).toMatchObject({ json: true, region: 'eu-west-1' });
  });

  it('come after a mode, which is one of the known ones', async () => {
    expect((await parse('dploy', '--service', 'web')).text).toContain('deploy');
    expect((await parse('dploy')).code).toBe('commander.unknownCommand');
    const { code, text } = await parse('deploy', '--secrets', 'A=arn:a', 'B=hunter2');
    expect([code, text]).toEqual(['commander.excessArguments', expect.stringContaining('without its flag')]);
    expect(text).not.toContain('hunter2');
    expect((await parse('--service', 'web')).text).toContain('The mode comes first');
  });
});

describe('--help', () => {
  it.each(INPUTS.mode.choices)('of %s shows the inputs that it uses, and no other', async (mode: Mode) => {
    const { text } = await parse(mode, '--help');
    const shown = new Set([...text.matchAll(/^ {2}--([\w-]+)/gm)].map(([, name]) => name));
    const used = specs.filter(
      ([name, { modes, onlyIn }]) =>
        name !== 'mode' && onlyIn === undefined && (mode === 'check' || (modes?.includes(mode) ?? true)),
    );
    for (const [name] of specs) expect([name, shown.has(name)]).toEqual([name, used.some(([one]) => one === name)]);
  });

  it('has no Markdown', async () => {
    const text = (await parse('deploy', '--help')).text.replaceAll(/\s+/g, ' ');
    expect(text).not.toMatch(/`|\]\(|\((?:details|rules)\)|mode: /);
    for (const told of ['that get --image and', 'equal to --tags:', 'the JSON of tags', 'default: ecs-express-deploy'])
      expect(text).toContain(told);
  });

  it.each(['deploy', 'rollback', 'delete'])('of %s fits a terminal of 80 columns', async (mode) => {
    const { text } = await parse(mode, '--help');
    const wide = text.split('\n').filter((line) => line.length > 80);
    expect(wide).toEqual([]);
  });

  it.each(INPUTS.mode.choices)('of %s speaks of a command, and of nothing that only GitHub has', async (mode: Mode) => {
    expect((await parse(mode, '--help')).text).not.toMatch(/\b(?:step|runner|job|workflow)\b/);
  });

  it('lists the exit codes', async () => {
    const { text } = await parse('--help');
    for (const line of [/^ {2}3 +rolled-back$/m, /^ {2}70 +a bug/m]) expect(text).toMatch(line);
  });
});
