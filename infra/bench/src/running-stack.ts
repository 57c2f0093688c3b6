import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '@rote/testkit/system';
import { createSweepClient, type SweepClient } from './sweep-client.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface RunningStack extends SweepClient {
  stop(): Promise<void>;
}

/** What a person chooses for a benchmark: it measures that. */
const CHOSEN: readonly string[] = ['ROTE_ENGINE', 'ROTE_SLOTS'];

/** Leaves out a person's servers and keys, and the other settings of Rote. */
const inherited = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => CHOSEN.includes(name) || !/^(ROTE_|DATABASE_URL$|REDIS_URL$)/.test(name),
    ),
  );

interface StackOptions {
  /** The built clone whose `rote up` it is. Default: this one. */
  readonly tree?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `rote up` with embedded servers whose files are in `stateDir`, and waits until it takes work. */
export async function startStack(
  stateDir: string,
  { tree = root, env: chosen = {} }: StackOptions = {},
): Promise<RunningStack> {
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    ...inherited(process.env),
    ROTE_STATE_DIR: stateDir,
    ROTE_PORT: String(port),
    ROTE_LOG_LEVEL: 'warn',
    ...chosen,
  };
  const up = spawn(process.execPath, ['apps/cli/bin/rote.js', 'up'], {
    cwd: tree,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(up, 'exit');
  let isReady = false;
  for await (const line of createInterface({ input: up.stdout })) {
    isReady = line.includes('Ctrl-C');
    if (isReady) break;
  }
  if (!isReady) throw new Error('the stack ended before it was running');
  up.stdout.resume();

  return {
    ...createSweepClient(`http://127.0.0.1:${port}`),
    async stop() {
      up.kill('SIGTERM');
      await exited;
    },
  };
}
