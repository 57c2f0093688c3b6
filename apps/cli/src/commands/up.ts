import { Command } from 'commander';
import { DEFAULT_PORT } from '../cli-config.js';
import type { CommandContext } from '../command-context.js';
<<<<<<< HEAD
import { describeStack } from '../stack/describe-stack.js';
import { parsePort, requirePort } from '../stack/port.js';
import { mayBeNative, prepareEngine } from '../stack/prepare-engine.js';
import { findAnsweringStack } from '../stack/running-stack.js';
import { checkStackSettings } from '../stack/stack-settings.js';
import { startStack } from '../stack/start-stack.js';

/** Resolves when the signal aborts. */
const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
=======
import { parsePort } from '../stack/port.js';
>>>>>>> b4cb1b6 (cli: what starts servers is loaded by the commands that start them)

export function upCommand(context: CommandContext): Command {
  return new Command('up')
    .description('Run the whole stack in the foreground: database, queue, API and a worker')
    .option('--port <port>', 'port of the API', parsePort)
    .addHelpText(
      'after',
      `
DATABASE_URL and REDIS_URL name servers to use; what is not named is started here, with its files in .rote.
Ctrl-C stops everything in order; the worker hands back the cells that it trains. A second Ctrl-C does not wait.

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
<<<<<<< HEAD

async function up(context: CommandContext, wantedPort: number): Promise<void> {
  const { config, env, stdout, stderr, signal } = context;
  const onStep = (line: string): void => {
    stderr.write(`${line}\n`);
  };
  await checkStackSettings(env);
  const running = await findAnsweringStack(config.ROTE_STATE_DIR);
  if (running !== undefined)
    throw new RoteError(
      'service-unavailable',
      `A stack runs on ${config.ROTE_STATE_DIR} already: process ${String(running.pid)}, API ${running.apiUrl}. ` +
        'Use that one, stop it first, or choose another folder with ROTE_STATE_DIR.',
    );
  const port = await requirePort(config.ROTE_HOST, wantedPort);
  if (mayBeNative(config.ROTE_ENGINE)) await prepareEngine({ config, signal, onStep });

  const logger = createLogger({ name: 'up', level: config.ROTE_LOG_LEVEL, output: 'stderr' });
  const stack = await startStack({ config, env, port, logger, signal, onStep });
  try {
    const { items } = await createApiClient({
      url: stack.apiUrl,
      token: config.ROTE_API_TOKEN,
      signal,
    }).listWorkers();
    stdout.write(`${describeStack(stack, items, config)}\n`);
    const failure = await Promise.race([aborted(signal), stack.failed]);
    if (failure instanceof RoteError) throw failure;
  } finally {
    onStep('Stopping: the worker hands its cells back …');
    await stack.stop();
    onStep('Stopped.');
  }
}
=======
>>>>>>> b4cb1b6 (cli: what starts servers is loaded by the commands that start them)
