import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { type GlobalOptions, withApiKey } from '../connect.js';
import { type JsonOption, withJson } from './format-options.js';
import { parsePort } from '../stack/port.js';

const DEMO_SPEC = fileURLToPath(new URL('../../../../examples/demo.yaml', import.meta.url));

export function demoCommand(context: CommandContext): Command {
  return withJson(
    new Command('demo'),
    'print the sweep and its report as JSON at the end; progress goes to standard error',
  )
    .description("Run a small grid of the paper's experiments, from submission to table")
    .argument('[file]', 'a sweep spec to run instead of examples/demo.yaml')
    .option(
      '--port <port>',
      'port of the API if the demo starts its own stack (default: 3000, or any free port if that is taken)',
      parsePort,
    )
    .addHelpText(
      'after',
      '\nA second run finds all cells cached and trains none.\n\nExamples:\n  rote demo\n  rote demo my-sweep.yaml',
    )
    .action(async (file: string | undefined, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & JsonOption & { readonly port?: number }>();
      const { port = context.config.ROTE_PORT, api, json: isJson = false } = options;
      // Not at the top: data sets and the store take long to load, and most commands need neither.
      const { runDemo } = await import('../demo/run-demo.js');
      await runDemo(await withApiKey(context, options), { file: file ?? DEMO_SPEC, api, port, isJson });
    });
}
