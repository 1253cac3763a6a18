import { Argument, Command } from 'commander';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Running } from '../process.ts';
import { SCHEMAS, type SchemaName } from './address.ts';
import { toSchema } from './schemas.ts';

/** `ecs-express-deploy schema task-definition`: what an editor needs to complete and check a document. */
export function schemaCommand({ process, end }: Running): Command {
  return new Command('schema')
    .usage('[document]')
    .helpOption('-h, --help', 'Print this help')
    .allowExcessArguments(false)
    .exitOverride()
    .showHelpAfterError('Run ecs-express-deploy schema --help for the documents.')
    .addArgument(new Argument('[document]', 'The document').choices(SCHEMAS).default('task-definition'))
    .action((name: SchemaName) => {
      process.stdout.write(`${JSON.stringify(toSchema(name), undefined, 2)}\n`);
      end(EXIT_CODES.succeeded);
    });
}
