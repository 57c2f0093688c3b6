import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import type { GlobalOptions } from '../connect.js';
import { parsePort } from '../stack/port.js';

const DEMO_SPEC = fileURLToPath(new URL('../../../../examples/demo.yaml', import.meta.url));

export function demoCommand(context: CommandContext): Command {
  return new Command('demo')
    .description("Show everything once: a small grid of the paper's experiments, from submission to table")
    .argument('[file]', 'a sweep spec to run in place of examples/demo.yaml')
    .option(
      '--port <port>',
      'port of the API, where no stack runs yet and --api names none (default: 3000, else a free one)',
      parsePort,
    )
    .addHelpText(
      'after',
      '\nA second run finds all cells cached and trains none.\n\nExamples:\n  rote demo\n  rote demo my-sweep.yaml',
    )
    .action(async (file: string | undefined, _options: unknown, command: Command) => {
      const { port, api } = command.optsWithGlobals<GlobalOptions & { readonly port?: number }>();
      // Not at the top: data sets and the store take long to load, and most commands need none of them.
      const { runDemo } = await import('../demo/run-demo.js');
      await runDemo(context, { file: file ?? DEMO_SPEC, api, port: port ?? context.config.ROTE_PORT });
    });
}
