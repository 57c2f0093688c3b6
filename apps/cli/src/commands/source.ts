import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { resolveSweep, SWEEP_ARGUMENT } from '../sweeps/resolve-sweep.js';

export function sourceCommand(context: CommandContext): Command {
  return new Command('source')
    .description('Print the file of a sweep as it was submitted, with its comments')
    .argument('[sweep]', SWEEP_ARGUMENT, 'latest')
    .addHelpText(
      'after',
      `
YAML stays YAML, and JSON stays JSON. If the text was not kept, it prints the spec as YAML, and the first line says so.

Examples:
  rote source latest
  rote source 0f3a > again.yaml`,
    )
    .action(async (reference: string, _options: unknown, command: Command) => {
      const api = await connectApi(context, command.optsWithGlobals<GlobalOptions>());
      const sweepId = await resolveSweep(reference, api.listSweeps());
      context.stdout.write(new TextDecoder().decode(await api.getSource(sweepId)));
    });
}
