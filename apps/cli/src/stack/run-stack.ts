import { RefusedError, type WorkerStatus } from '@rote/client';
import { RoteError } from '@rote/domain';
import { createLogger } from '@rote/runtime';
import { openClient } from '../open-client.js';
import type { CommandContext } from '../command-context.js';
import type { describeStack } from './describe-stack.js';
import { requirePort } from './port.js';
import { mayBeNative, prepareEngine } from './prepare-engine.js';
import { findAnsweringStack } from './running-stack.js';
import { checkStackSettings } from './stack-settings.js';
import { type Stack, startStack } from './start-stack.js';

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

/** Returns the workers, or none if the API asks for a key that this process does not have. */
async function findWorkers(
  { apiUrl }: Pick<Stack, 'apiUrl'>,
  { config, env, signal }: Pick<CommandContext, 'config' | 'env' | 'signal'>,
): Promise<readonly WorkerStatus[]> {
  const key = config.ROTE_API_KEY ?? env['ROTE_ADMIN_KEY'];
  try {
    return (await openClient({ url: apiUrl, key, signal }).listWorkers()).items;
  } catch (error) {
    if (error instanceof RefusedError) return [];
    throw error;
  }
}

/** Starts the stack of this folder, prints where everything is, and stops it in order when the signal aborts. */
export async function runStack(
  context: CommandContext,
  { wantedPort, describe }: { readonly wantedPort: number; readonly describe: typeof describeStack },
): Promise<void> {
  const { config, env, stdout, stderr, signal } = context;
  const onStep = (line: string): void => {
    stderr.write(`${line}\n`);
  };
  await checkStackSettings(env);
  const running = await findAnsweringStack(config.ROTE_STATE_DIR);
  if (running !== undefined)
    throw new RoteError(
      'service-unavailable',
      `A stack is already running on ${config.ROTE_STATE_DIR}: process ${String(running.pid)}, API ${running.apiUrl}. ` +
        'Use that one, stop it first, or choose another folder with ROTE_STATE_DIR.',
    );
  const port = await requirePort(config.ROTE_HOST, wantedPort);
  if (mayBeNative(config.ROTE_ENGINE)) await prepareEngine({ config, signal, onStep });

  const logger = createLogger({ name: 'up', level: config.ROTE_LOG_LEVEL, output: 'stderr' });
  const stack = await startStack({ config, env, port, logger, signal, onStep });
  try {
    stdout.write(`${describe(stack, await findWorkers(stack, context), config)}\n`);
    const failure = await Promise.race([aborted(signal), stack.failed]);
    if (failure instanceof RoteError) throw failure;
  } finally {
    onStep('Stopping: the worker returns its cells …');
    await stack.stop();
    onStep('Stopped.');
  }
}
