import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { type JsonOption, withJson } from './format-options.js';

export function sourceCommand(context: CommandContext): Command {
  return withJson(new Command('source'), 'print the sweep and the text as JSON')
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
      const options = command.optsWithGlobals<GlobalOptions & JsonOption>();
      const api = await connectApi(context, options);
      const sweepId = await resolveSweep(reference, api.listSweeps());
      const text = new TextDecoder().decode(await api.getSource(sweepId));
      context.stdout.write(
        options.json === true ? `${JSON.stringify({ sweep: sweepId, text }, undefined, 2)}\n` : text,
      );
    });
}
