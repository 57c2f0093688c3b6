import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { resolveSweep, SWEEP_ARGUMENT } from '../sweeps/resolve-sweep.js';

export function cancelCommand(context: CommandContext): Command {
  return new Command('cancel')
    .description('Cancel a sweep; cells that another active sweep wants go on')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .addHelpText('after', '\nExamples:\n  rote cancel 0f3a\n  rote cancel latest')
    .action(async (reference: string, _options: unknown, command: Command) => {
      const api = await connectApi(context, command.optsWithGlobals<GlobalOptions>());
      const { id, name, counts } = await api.cancel(await resolveSweep(reference, api.listSweeps()));
      const kept = counts.succeeded + counts.diverged;
      context.stdout.write(
        `Cancelled sweep ${id} "${name}": ${String(counts.cancelled)} cells cancelled, ${String(kept)} have their results.\n`,
      );
    });
}
