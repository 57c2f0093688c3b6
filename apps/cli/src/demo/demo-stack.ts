import { describeError, RoteError } from '@rote/domain';
import { createLogger } from '@rote/runtime';
import { DEFAULT_PORT } from '../cli-config.js';
import type { ApiClient } from '@rote/client';
import type { CommandContext } from '../command-context.js';
import { connectApi } from '../connect.js';
import { openClient } from '../open-client.js';
import { apiUrlAt } from '../stack/api-url.js';
import { openAppLogs } from '../stack/app-logs.js';
import { preferPort, requirePort } from '../stack/port.js';
import { mayBeNative, prepareEngine } from '../stack/prepare-engine.js';
import { findAnsweringStack } from '../stack/running-stack.js';
import { checkStackSettings } from '../stack/stack-settings.js';
import { type Stack, startStack } from '../stack/start-stack.js';

/** The stack that the demo works with. */
export interface DemoStack {
  readonly api: ApiClient;
  /** Where the API will be after the demo: for the demo's own stack, where `rote up` puts it. */
  readonly laterApiUrl: string;
  /** Whether the stack was started for the demo, and ends with it. */
  readonly isOwn: boolean;
  /** Resolves with an error when a part has ended that cannot be restarted; otherwise never. */
  readonly failed: Promise<RoteError>;
  stop(): Promise<void>;
}

const notOwn = (api: ApiClient): DemoStack => ({
  api,
  laterApiUrl: api.url,
  isOwn: false,
  failed: new Promise(() => undefined),
  stop: () => Promise.resolve(),
});

/** Uses the stack of the named API. */
export async function useNamedStack(
  context: CommandContext,
  { api, onStep }: { readonly api: string | undefined; readonly onStep: (line: string) => void },
): Promise<DemoStack> {
  const client = await connectApi(context, { ...(api !== undefined && { api }) });
  await client.ready();
  onStep(`Using the API at ${client.url}`);
  return notOwn(client);
}

/** @throws InvalidInputError `config-invalid` if a stack has to be started and its settings are invalid */
export async function checkDemoSettings({ config, env }: CommandContext): Promise<void> {
  if ((await findAnsweringStack(config.ROTE_STATE_DIR)) === undefined) await checkStackSettings(env);
}

/** Uses this folder's running stack, or starts one for the demo, on port 3000 or, if that is taken, on any free one. */
export async function openDemoStack(
  context: CommandContext,
  { port, onStep }: { readonly port: number | undefined; readonly onStep: (line: string) => void },
): Promise<DemoStack> {
  const { config, env, signal } = context;
  const connect = (url: string): ApiClient => openClient({ url, key: config.ROTE_API_KEY, signal });
  const running = await findAnsweringStack(config.ROTE_STATE_DIR);
  if (running !== undefined) {
    onStep(`Using the running stack: process ${String(running.pid)}, API ${running.apiUrl}`);
    return notOwn(connect(running.apiUrl));
  }
  if (mayBeNative(config.ROTE_ENGINE)) await prepareEngine({ config, signal, onStep });

  const logs = await openAppLogs(config.ROTE_STATE_DIR);
  let stack: Stack;
  try {
    stack = await startStack({
      config,
      env,
      port:
        port === undefined
          ? await preferPort(config.ROTE_HOST, DEFAULT_PORT)
          : await requirePort(config.ROTE_HOST, port),
      // The user reads the progress; everything else is in the log files.
      logger: createLogger({ name: 'demo', level: 'warn', output: 'stderr' }),
      signal,
      onAppOutput: (app, line) => {
        logs.write(app, line);
      },
      onStep,
    });
  } catch (error) {
    await logs.close();
    signal.throwIfAborted();
    throw new RoteError('service-unavailable', `${describeError(error)}\n${logs.recent()}`, { cause: error });
  }
  return {
    failed: stack.failed,
    api: connect(stack.apiUrl),
    laterApiUrl: apiUrlAt(config.ROTE_HOST, port ?? DEFAULT_PORT),
    isOwn: true,
    async stop() {
      await stack.stop();
      await logs.close();
    },
  };
}
