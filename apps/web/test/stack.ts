import path from 'node:path';
import { makeTempDir } from '@rote/testkit';
import { createApiClient, type ApiClient } from '@rote/client';
import { commandOf, descendantsOf, freePort, signalAll } from '@rote/testkit/system';
import { runRote, spawnRote } from '../../cli/test/rote-process.js';

export interface RunningStack {
  readonly url: string;
  readonly client: ApiClient;
  /** Runs a command of `rote`, and returns what it wrote. */
  rote(args: readonly string[], input?: string): Promise<string>;
  /** Kills the API, which `rote up` then starts again. */
  killApi(): void;
  stop(): Promise<void>;
}

/** Starts everything in a folder of its own, as `rote up` does on a new machine, and ends it again. */
export async function startStack(): Promise<RunningStack> {
  const { path: stateDir, remove } = await makeTempDir();
  const port = await freePort();
  const env = {
    ROTE_STATE_DIR: stateDir,
    ROTE_DATA_DIR: path.join(stateDir, 'data'),
    ROTE_PORT: String(port),
    ROTE_ENGINE: 'wasm',
    ROTE_SLOTS: '1',
  };
  const up = spawnRote(['up'], { env });
  await up.until('Rote is running.');
  const url = `http://127.0.0.1:${String(port)}`;
  const ended = new AbortController();
  return {
    url,
    client: createApiClient({ url, signal: ended.signal }),
    rote: async (args, input) => {
      const { code, stdout, stderr } = await runRote(args, { env, ...(input !== undefined && { input }) });
      if (code !== 0) throw new Error(`rote ${args.join(' ')} exited with ${String(code)}: ${stderr}`);
      return stdout;
    },
    killApi: () => {
      signalAll(
        descendantsOf(up.pid).filter((pid) =>
          commandOf(pid).some((word) => word.endsWith('apps/api/dist/main.js')),
        ),
        'SIGKILL',
      );
    },
    async stop() {
      ended.abort();
      up.signal('SIGTERM');
      await up.exited;
      await remove();
    },
  };
}
