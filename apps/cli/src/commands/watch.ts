import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { followSweep } from '../sweeps/follow-sweep.js';
import { resolveSweep, SWEEP_ARGUMENT } from '../sweeps/resolve-sweep.js';
import { describeEnd, requireResults } from '../sweeps/sweep-end.js';

export function watchCommand(context: CommandContext): Command {
  return new Command('watch')
    .description('Follow a sweep until it has ended; exit code 1 where a cell failed')
    .argument('[sweep]', SWEEP_ARGUMENT, 'latest')
    .addHelpText('after', '\nExamples:\n  rote watch\n  rote watch 0f3a')
    .action(async (reference: string, _options: unknown, command: Command) => {
      const api = await connectApi(context, command.optsWithGlobals<GlobalOptions>());
      const id = await resolveSweep(reference, api.listSweeps());
      const sweep = await followSweep({ api, sweepId: id, signal: context.signal, output: context.stdout });
      context.stdout.write(`${describeEnd(sweep)}\n`);
      requireResults(sweep);
    });
}
