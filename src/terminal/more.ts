import { Command } from 'commander';
import { BEFORE_BASH_SCRIPT } from './bash-completion.ts';
import type { Running } from './process.ts';

/** A command besides the modes. */
interface More {
  name: string;
  description: string;
  load: () => Promise<(running: Running) => Command>;
}

const MORE: readonly More[] = [
  {
    name: 'init',
    description: 'Write task definition, service definition and workflow from a live service',
    load: async () => (await import('./init/init.ts')).initCommand,
  },
  {
    name: 'iam',
    description: 'Print the IAM policy for a command line, and the trust policy for GitHub Actions',
    load: async () => (await import('./iam/iam.ts')).iamCommand,
  },
  {
    name: 'schema',
    description: 'Print the JSON Schema of a document, for editors',
    load: async () => (await import('./schema/schema.ts')).schemaCommand,
  },
  {
    name: 'demo',
    description: 'Play deployments on an AWS emulator on this machine, in a page or as text',
    load: () => Promise.resolve(demoCommand),
  },
];

/** dist/cli.js runs the demo itself, without this program, which only tells that it is there. */
function demoCommand(): Command {
  return new Command('demo')
    .usage('[scenario …] [flags]')
    .helpOption(false)
    .addHelpText('after', '\nFlags: ecs-express-deploy demo --help');
}

/** Adds the commands besides the modes. Each loads only when it is asked for; everybody else sees in `--help` that it is there. */
export async function addMore(program: Command, running: Running): Promise<void> {
  const { argv, stdout } = running.process;
  const [, , first = '', second = '', ...others] = argv;
  const wanted = first === 'help' ? second : first;
  program.commandsGroup('More:');
  for (const { name, description, load } of MORE) {
    const command = name === wanted ? (await load())(running) : new Command(name).usage('[flags]');
    program.addCommand(command.description(description));
  }
  if (['completion', 'complete'].includes(wanted)) {
    const { default: tab } = await import('@bomb.sh/tab/commander');
    tab(program, { completionCommandName: 'completion' });
    if (first === 'completion' && second === 'bash' && others.length === 0) stdout.write(BEFORE_BASH_SCRIPT);
  } else {
    program.command('completion').argument('<shell>', 'bash, zsh, fish or powershell').description(COMPLETION);
  }
}

const COMPLETION = 'Print the completion script for bash, zsh, fish or powershell';
