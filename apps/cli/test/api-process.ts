import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const API = fileURLToPath(import.meta.resolve('@rote/api/main'));

/** Starts an API that always requires a key. */
export async function useApi(databaseUrl: string): Promise<string> {
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
  onTestFinished(async () => {
    api.kill('SIGTERM');
    await exited;
  });
  const [ready] = (await once(api, 'message')) as [{ readonly url: string }];
  return ready.url;
}
