import { Command } from 'commander';
import { DEFAULT_PORT } from '../cli-config.js';
import type { CommandContext } from '../command-context.js';
import { parsePort } from '../stack/port.js';

export function upCommand(context: CommandContext): Command {
  return new Command('up')
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
    .action(async ({ port }: { readonly port?: number }) => {
      // Not at the top: what starts servers takes long to load, and most commands start none.
      const { runStack } = await import('../stack/run-stack.js');
      await runStack(context, port ?? context.config.ROTE_PORT ?? DEFAULT_PORT);
    });
}
