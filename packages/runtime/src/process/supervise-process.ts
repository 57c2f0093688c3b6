import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { RoteError } from '@rote/domain';
import type { Logger } from 'pino';
import { type RestartPolicy, restartDelayMs } from './restart-delay.js';

/** What a supervised process sends by IPC when it is up. */
export interface ReadyMessage {
  readonly type: 'ready';
  readonly [detail: string]: unknown;
}

export interface ProcessExit {
  readonly pid: number | undefined;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** When it will be restarted; undefined if it was stopped on purpose. */
  readonly restartInMs: number | undefined;
}

export interface SuperviseOptions {
  /** Its name in logs and errors. */
  readonly name: string;
  /** The file of the JavaScript module to run. */
  readonly modulePath: string;
  readonly args?: readonly string[];
  /** Node options for it. Default: those of this process. */
  readonly nodeArgs?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
  readonly restart: RestartPolicy;
  /** Where its output goes: line by line to a function, or by default to this process's own streams. */
  readonly output?: 'inherit' | ((line: string, stream: 'stdout' | 'stderr') => void);
  /** Called each time it is up: after the start and after every restart. */
  readonly onReady?: (message: ReadyMessage) => void;
  /** Called each time it has ended. */
  readonly onExit?: (exit: ProcessExit) => void;
}

export interface SupervisedProcess {
  /** The current pid; undefined between a crash and the restart, and after the end. */
  readonly pid: number | undefined;
  /** What it sent when it was first up. Rejects if it ends before that; it is restarted nevertheless. */
  readonly ready: Promise<ReadyMessage>;
  /** Sends SIGTERM, and SIGKILL after `graceMs`; resolves when it is gone. It is not restarted. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Runs a Node process and restarts it, after a growing pause, if it ends unasked. Its lifeline is the IPC channel: the
 * module must install a shutdown (`installShutdown`), which ends it when this process is gone. Ctrl-C in the terminal
 * does not reach it; it is stopped in its turn.
 */
export function superviseProcess(options: SuperviseOptions): SupervisedProcess {
  const { name, logger, restart, onReady, onExit } = options;
  let run: Run | undefined;
  let restartTimer: NodeJS.Timeout | undefined;
  let crashes = 0;
  let isStopping = false;
  let settleReady: { resolve: (message: ReadyMessage) => void; reject: (error: Error) => void };
  const ready = new Promise<ReadyMessage>((resolve, reject) => {
    settleReady = { resolve, reject };
  });
  // Callers that do not await it learn of the failure through onExit.
  ready.catch(() => undefined);

  const start = (): void => {
    const startedAtMs = performance.now();
    const { child, ended } = (run = startRun(options));
    child.on('message', (message) => {
      if (!isReadyMessage(message)) return;
      settleReady.resolve(message);
      onReady?.(message);
    });
    void ended.then(({ code, signal, error }) => {
      run = undefined;
      const wasStable = performance.now() - startedAtMs > restart.maxDelayMs;
      crashes = wasStable ? 1 : crashes + 1;
      const restartInMs = isStopping ? undefined : restartDelayMs(restart, crashes);
      const how = error?.message ?? signal ?? `exit code ${String(code)}`;
      const details = { process: name, code, signal, restartInMs };
      settleReady.reject(new RoteError('service-unavailable', `${name} ended (${how}) before it was ready`));
      if (restartInMs === undefined) {
        logger.debug(details, `${name} has ended (${how})`);
      } else {
        logger.warn(details, `${name} ended (${how}) and will be restarted`);
        restartTimer = setTimeout(start, restartInMs);
      }
      onExit?.({ pid: child.pid, code, signal, restartInMs });
    });
  };
  start();

  return {
    get pid() {
      return run?.child.pid;
    },
    ready,
    async stop(graceMs) {
      isStopping = true;
      clearTimeout(restartTimer);
      if (run === undefined) return;
      const { child, ended } = run;
      child.kill('SIGTERM');
      const killTimer = setTimeout(() => {
        logger.warn({ process: name }, `${name} did not end within ${graceMs} ms and was killed`);
        child.kill('SIGKILL');
      }, graceMs);
      await ended;
      clearTimeout(killTimer);
    },
  };
}

/** One run of the process, from start to end. */
interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; error?: Error }>;
}

function startRun(options: SuperviseOptions): Run {
  const child = forkChild(options);
  const ended: Run['ended'] = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
    child.on('error', (error) => {
      // Without a pid it never ran, and there will be no exit; other errors concern single signals and messages.
      if (child.pid === undefined) resolve({ code: null, signal: null, error });
      else options.logger.warn({ err: error, process: options.name }, `${options.name} cannot be reached`);
    });
  });
  return { child, ended };
}

function forkChild({
  modulePath,
  args = [],
  nodeArgs = process.execArgv,
  env,
  output = 'inherit',
}: SuperviseOptions): ChildProcess {
  const stdio = output === 'inherit' ? 'inherit' : 'pipe';
  const child = fork(modulePath, [...args], {
    env,
    execArgv: [...nodeArgs],
    stdio: ['ignore', stdio, stdio, 'ipc'],
    detached: true,
  });
  if (output !== 'inherit') {
    for (const stream of ['stdout', 'stderr'] as const) {
      const input = child[stream];
      if (input)
        createInterface({ input }).on('line', (line) => {
          output(line, stream);
        });
    }
  }
  return child;
}

function isReadyMessage(message: unknown): message is ReadyMessage {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}
