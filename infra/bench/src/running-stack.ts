import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Problem, SubmittedSweep, Sweep, WorkerList, WorkerStatus } from '@rote/contracts';
import type { SweepSpec } from '@rote/domain';
import { freePort } from '@rote/testkit/system';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface RunningStack {
  /** The address of its API. */
  readonly api: string;
  /** Submits a sweep and returns its id. */
  submit(spec: SweepSpec): Promise<string>;
  find(id: string): Promise<Sweep>;
  /** Submits a sweep and waits for its last result, asking every `pollMs`. */
  train(spec: SweepSpec, pollMs?: number): Promise<Sweep>;
  /** Returns its worker, with the engine and the number of cells it trains at once. */
  worker(): Promise<WorkerStatus>;
  stop(): Promise<void>;
}

/** @throws Error if the answer is an error */
async function ask<Body>(url: string, request?: RequestInit): Promise<Body> {
  const response = await fetch(url, request);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${(body as Problem).detail}`);
  return body as Body;
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

/** Starts `rote up` with embedded servers whose files are in `stateDir`, and waits until it takes work. */
export async function startStack(stateDir: string): Promise<RunningStack> {
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    ...inherited(process.env),
    ROTE_STATE_DIR: stateDir,
    ROTE_PORT: String(port),
    ROTE_LOG_LEVEL: 'warn',
  };
  const up = spawn(process.execPath, ['apps/cli/bin/rote.js', 'up'], {
    cwd: root,
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

  const api = `http://127.0.0.1:${port}`;
  const submit = async (spec: SweepSpec): Promise<string> => {
    const { id } = await ask<SubmittedSweep>(`${api}/v1/sweeps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(spec),
    });
    return id;
  };
  const find = (id: string): Promise<Sweep> => ask(`${api}/v1/sweeps/${id}`);
  return {
    api,
    submit,
    find,
    async train(spec, pollMs = 50) {
      const id = await submit(spec);
      for (;;) {
        const sweep = await find(id);
        if (sweep.endedAt !== null) return sweep;
        await delay(pollMs);
      }
    },
    async worker() {
      const { items } = await ask<WorkerList>(`${api}/v1/workers`);
      const live = items.find(({ state }) => state === 'live');
      if (live === undefined) throw new Error('the stack has no live worker');
      return live;
    },
    async stop() {
      up.kill('SIGTERM');
      await exited;
    },
  };
}
