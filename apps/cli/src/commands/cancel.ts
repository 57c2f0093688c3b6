import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { resolveSweep, SWEEP_ARGUMENT } from '../sweeps/resolve-sweep.js';
import { plural } from '../sweeps/sweep-end.js';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

export function cancelCommand(context: CommandContext): Command {
  return withTextFormat(new Command('cancel'))
    .description('Cancel a sweep; cells that another active sweep wants go on')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .addHelpText('after', '\nExamples:\n  rote cancel 0f3a\n  rote cancel latest')
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      const api = await connectApi(context, options);
      const sweep = await api.cancel(await resolveSweep(reference, api.listSweeps()));
      const { id, name, counts } = sweep;
      const kept = counts.succeeded + counts.diverged;
      const words = `Cancelled sweep ${id} "${name}": ${plural(counts.cancelled, 'cell')} cancelled, ${String(kept)} have their results.`;
      printAnswer(context, options, sweep, words);
    });
}
