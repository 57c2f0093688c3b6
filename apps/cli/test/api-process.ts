import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const API = fileURLToPath(import.meta.resolve('@rote/api/main'));

export interface ApiProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts an API that always requires a key, of which one exists. The caller stops it. */
export async function startApi(databaseUrl: string): Promise<ApiProcess> {
  const api = fork(API, {
    execArgv: [],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      ROTE_PORT: '0',
      ROTE_API_AUTH: 'required',
      ROTE_LOG_LEVEL: 'silent',
    },
  });
  const exited = once(api, 'exit');
  const ended = exited.then(([code]) => {
    throw new Error(`the API ended with ${String(code)} before it was ready`);
  });
  const [ready] = (await Promise.race([once(api, 'message'), ended])) as [{ readonly url: string }];
  ended.catch(() => undefined); // later, it ends because it is stopped
  return {
    url: ready.url,
    async stop() {
      api.kill('SIGTERM');
      await exited;
    },
  };
}

/** Starts an API that always requires a key, for the running test. */
export async function useApi(databaseUrl: string): Promise<string> {
  const api = await startApi(databaseUrl);
  onTestFinished(() => api.stop());
  return api.url;
}
