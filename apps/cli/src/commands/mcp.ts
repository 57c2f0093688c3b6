import { once } from 'node:events';
import type { Scope } from '@rote/domain';
import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.js';
import { explainError } from '../explain-error.js';
import { connectApi, type GlobalOptions } from '../connect.js';

interface McpCommandOptions extends GlobalOptions {
  readonly allow: readonly Scope[];
}

const WRITING_SCOPES: readonly Scope[] = ['submit', 'operate'];

export function mcpCommand(context: CommandContext): Command {
  return new Command('mcp')
    .description('Serve agents by the Model Context Protocol, on standard input and output')
    .addOption(
      new Option('--allow <scope...>', 'also offer the tools that submit sweeps, or that change them')
        .choices(WRITING_SCOPES)
        .default([], 'none: agents only read'),
    )
    .addHelpText(
      'after',
      `
Agents plan sweeps, ask why cells wait, read results, run SQL and see figures. What they may do is also limited by the key
(ROTE_API_KEY, --api-key-file).

Examples:
  rote mcp
  rote mcp --allow submit --api https://rote.example.org --api-key-file agent.key`,
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<McpCommandOptions>();
      await serve(context, options, command.parent?.version() ?? '');
    });
}

/** Serves until the agent closes standard input, or a signal comes. */
async function serve(context: CommandContext, options: McpCommandOptions, version: string): Promise<void> {
  const { signal, stdin, stderr } = context;
  // Other commands need not wait for the protocol's schemas to load.
  const { isReading, serveAgent, TOOLS } = await import('@rote/agents');
  const connect = (ofCall: AbortSignal) => connectApi({ ...context, signal: ofCall }, options);
  await connect(signal); // an unreadable key file or an invalid address ends the program now
  const ended = once(stdin, 'end', { signal });
  const tools = TOOLS.filter((tool) => isReading(tool) || options.allow.includes(tool.scope));
  const handle = serveAgent({ connect, version, tools, explain: explainError, signal }, ({ message }) => {
    stderr.write(`rote mcp: ${message}\n`);
  });
  try {
    await ended;
  } catch (error) {
    signal.throwIfAborted(); // with the reason, which says that a person interrupted it
    throw error;
  } finally {
    await handle.close();
  }
}
