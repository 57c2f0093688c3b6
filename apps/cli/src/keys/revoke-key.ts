import { API_KEY_ID_PATTERN, RoteError } from '@rote/domain';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import type { GlobalOptions } from '../connect.js';
import { withKeyDesk } from './key-desk.js';
import { type TextOptions, withTextFormat } from '../commands/format-options.js';
import { printAnswer } from '../commands/print-answer.js';

export function revokeKeyCommand(context: CommandContext): Command {
  return withTextFormat(new Command('revoke'))
    .description('Revoke a key of the API: it stops working at once, for good')
    .argument('<key>', 'the id of the key: the 12 digits after rote_, as "rote keys list" shows them')
    .addHelpText('after', '\nExamples:\n  rote keys revoke 3f9a1c7be204')
    .action(async (id: string, _options: unknown, command: Command) => {
      // It may be a whole key, which must not travel, nor be shown.
      if (!new RegExp(API_KEY_ID_PATTERN).test(id))
        throw new RoteError(
          'request-invalid',
          'This is not the id of a key. Give only the 12 digits after rote_, as "rote keys list" shows them.',
        );
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      const key = await withKeyDesk(context, options, (desk) => desk.revoke(id));
      printAnswer(context, options, key, `Revoked key ${key.id} "${key.name}".`);
    });
}
