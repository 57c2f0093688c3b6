import { Command } from 'commander';
import { type JsonOption, withJson } from './format-options.js';
import { DEFAULT_PORT } from '../cli-config.js';
import type { CommandContext } from '../command-context.js';
import { parsePort } from '../stack/port.js';

export function upCommand(context: CommandContext): Command {
  return withJson(new Command('up'), 'print where everything is as one line of JSON, once it is ready')
    .description('Run the whole stack in the foreground: database, queue, API and a worker')
    .option('--port <port>', 'port of the API', parsePort)
    .addHelpText(
      'after',
      `
DATABASE_URL and REDIS_URL name servers to use; other servers are started here, with their files in .rote.
Ctrl-C stops everything in order; the worker returns its cells. A second Ctrl-C does not wait.

Examples:
  rote up
  rote up --port 3001
  ROTE_QUEUE=postgres rote up                     no Redis at all
  DATABASE_URL=postgres://… REDIS_URL=redis://… rote up`,
    )
    .action(async ({ port, json = false }: JsonOption & { readonly port?: number }) => {
      // Not at the top: what starts servers takes long to load, and most commands start none.
      const { describeStack, stackAsJson } = await import('../stack/describe-stack.js');
      const { runStack } = await import('../stack/run-stack.js');
      const wantedPort = port ?? context.config.ROTE_PORT ?? DEFAULT_PORT;
      await runStack(context, { wantedPort, describe: json ? stackAsJson : describeStack });
    });
}
