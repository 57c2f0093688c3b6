import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { followSweep } from '../sweeps/follow-sweep.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { showEnd } from '../sweeps/show-end.js';
import { requireResults } from '../sweeps/sweep-end.js';
import { type TextOptions, wantsJson, withTextFormat } from './format-options.js';

export function watchCommand(context: CommandContext): Command {
  return withTextFormat(new Command('watch'))
    .description('Follow a sweep until it ends; exit with 1 if a cell failed')
    .argument('[sweep]', SWEEP_ARGUMENT, 'latest')
    .addHelpText(
      'after',
      `
Ctrl-C stops watching; the sweep continues. With --json, progress goes to standard error, and the ended sweep to standard
output.

Examples:
  rote watch
  rote watch 0f3a`,
    )
    .action(async (reference: string, _options: unknown, command: Command) => {
      const { stdout, stderr, signal } = context;
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      const api = await connectApi(context, options);
      const sweepId = await resolveSweep(reference, api.listSweeps());
      const isJson = wantsJson(options);
      const sweep = await followSweep({ api, sweepId, signal, output: isJson ? stderr : stdout });
      if (isJson) stdout.write(`${JSON.stringify(sweep, undefined, 2)}\n`);
      else await showEnd(context, api, sweep);
      requireResults(sweep);
    });
}
