import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

const commandOf = (
  context: CommandContext,
  { name, description, done }: { readonly name: string; readonly description: string; readonly done: string },
): Command =>
  withTextFormat(new Command(name))
    .description(description)
    .argument('<sweep>', SWEEP_ARGUMENT)
    .addHelpText('after', `\nExamples:\n  rote ${name} 0f3a\n  rote ${name} "label noise"`)
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      const api = await connectApi(context, options);
      const id = await resolveSweep(reference, api.listSweeps());
      const sweep = await api.archive(id, name === 'archive');
      printAnswer(context, options, sweep, `${done} sweep ${sweep.id} "${sweep.name}".`);
    });

export const archiveCommand = (context: CommandContext): Command =>
  commandOf(context, {
    name: 'archive',
    description: 'Leave a sweep out of lists; its results stay, and its cells are trained as before',
    done: 'Archived',
  });

export const unarchiveCommand = (context: CommandContext): Command =>
  commandOf(context, {
    name: 'unarchive',
    description: 'Bring an archived sweep back into lists',
    done: 'Brought back',
  });
