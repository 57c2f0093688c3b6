import { SCOPES, type Scope } from '@rote/domain';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CommandContext } from '../command-context.js';
import type { GlobalOptions } from '../connect.js';
import { withKeyDesk } from './key-desk.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { type TextOptions, withTextFormat } from '../commands/format-options.js';
import { printAnswer } from '../commands/print-answer.js';

interface CreateOptions extends GlobalOptions, TextOptions {
  readonly name: string;
  readonly scope: readonly Scope[];
  readonly expiresInDays?: number;
  readonly project?: string;
}

function parseScope(text: string, before: readonly Scope[] = []): readonly Scope[] {
  const scope = SCOPES.find((each) => each === text);
  if (scope === undefined) throw new InvalidArgumentError(`Scopes are ${SCOPES.join(', ')}.`);
  return [...new Set([...before, scope])];
}

export function createKeyCommand(context: CommandContext): Command {
  return withTextFormat(new Command('create'))
    .description('Make a key of the API and print it; it is shown only this once')
    .requiredOption('--name <name>', 'whose key it is, such as a person or a program')
    .addOption(
      new Option('--scope <scope...>', `what it allows: ${SCOPES.join(', ')}; admin includes all`)
        .argParser(parseScope)
        .makeOptionMandatory(),
    )
    .option('--project <name>', 'the only project whose sweeps it may submit or change (default: all)')
    .option(
      '--expires-in-days <days>',
      'when it stops working (default: never)',
      parseWholeNumber({ min: 1, max: 3650 }),
    )
    .addHelpText(
      'after',
      `
Standard output has only the key, so that a script can keep it.

Examples:
  rote keys create --name ada --scope submit operate
  rote keys create --name dashboard --scope read --expires-in-days 90 > dashboard.key`,
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CreateOptions>();
      const { name, scope, expiresInDays, project } = options;
      const created = await withKeyDesk(context, options, (desk) =>
        desk.create({
          name,
          scopes: [...scope],
          ...(project !== undefined && { project }),
          ...(expiresInDays !== undefined && { expiresInDays }),
        }),
      );
      printAnswer(context, options, created, created.key);
      context.stderr.write(
        `Key ${created.id} "${created.name}" allows ${created.scopes.join(', ')}${created.project === null ? '' : ` in the project "${created.project}"`}. Keep it now: it cannot be shown again. ` +
          '"rote" sends it if ROTE_API_KEY or --api-key-file has it.\n',
      );
    });
}
