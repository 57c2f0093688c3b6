import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface ApiProcess {
  readonly child: ChildProcess;
  /** Where it listens; rejects if the process ends first. */
  readonly url: Promise<string>;
  /** How it ended. */
  readonly exit: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** Everything it wrote to standard error. */
  readonly stderr: Promise<string>;
}

/** Starts the built API in its own process, which does not outlive the test. */
export function startApiProcess(env: Readonly<Record<string, string>>): ApiProcess {
  const child = fork(MAIN, {
    env: { PATH: process.env['PATH'], ROTE_PORT: '0', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  const exit = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  const url = Promise.race([
    once(child, 'message').then(([message]) => (message as { url: string }).url),
    exit.then(({ code }) => {
      throw new Error(`the API ended with ${String(code)} before it listened`);
    }),
  ]);
  url.catch(() => undefined);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  return { child, url, exit, stderr: child.stderr === null ? Promise.resolve('') : text(child.stderr) };
}
