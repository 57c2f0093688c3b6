import { fork } from 'node:child_process';
import type { TrainerMessage, WorkerMessage } from '@rote/trainer-protocol';
import { parseTrainerMessage } from '@rote/trainer-protocol';
import { createTextTail } from './text-tail.js';
import type { TrainerExit } from './trainer-exit.js';

export interface TrainerChildOptions {
  /** The trainer's main module. */
  readonly module: URL;
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** After this long without a message, and so without progress, the listener gets a `silent` event. */
  readonly silenceMs: number;
}

export type TrainerEvent =
  | { readonly type: 'message'; readonly message: TrainerMessage }
  /** The trainer sent something that is not a trainer's message. */
  | { readonly type: 'invalid-message'; readonly fault: string }
  /** It sent nothing for as long as it may. */
  | { readonly type: 'silent' }
  /** The last event. */
  | { readonly type: 'ended'; readonly exit: TrainerExit };

/** A trainer's process: the messages to it, and the events from it. */
export interface TrainerChild {
  readonly pid: number | undefined;
  readonly hasEnded: boolean;
  send(message: WorkerMessage): void;
  /** Passes events from now on only to this listener; undefined drops them. */
  listen(listener: ((event: TrainerEvent) => void) | undefined): void;
  /** Returns the end of what it wrote to standard error since the last `forgetStderr`. */
  readStderr(): string;
  forgetStderr(): void;
  kill(): void;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
}

const STDERR_CHARACTERS = 8 * 1024;
const STOP_GRACE_MS = 2000;

export function spawnTrainerChild({ module, env, silenceMs }: TrainerChildOptions): TrainerChild {
  const child = fork(module, {
    env,
    // In its own process group, so that Ctrl-C at the terminal reaches only the worker.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const stderr = createTextTail(STDERR_CHARACTERS);
  let listener: ((event: TrainerEvent) => void) | undefined;
  let silence: NodeJS.Timeout | undefined;
  let hasEnded = false;

  const watchSilence = (): void => {
    clearTimeout(silence);
    if (listener === undefined || hasEnded) return;
    silence = setTimeout(() => listener?.({ type: 'silent' }), silenceMs);
  };
  child.on('message', (value) => {
    watchSilence();
    const message = parseTrainerMessage(value);
    listener?.(
      typeof message === 'string'
        ? { type: 'invalid-message', fault: message }
        : { type: 'message', message },
    );
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr.add(text);
  });
  const ended = new Promise<void>((resolve) => {
    const end = (exit: TrainerExit): void => {
      hasEnded = true;
      clearTimeout(silence);
      listener?.({ type: 'ended', exit });
      resolve();
    };
    // At `close`, unlike at `exit`, everything that the child sent has been received.
    child.once('close', (code, signal) => {
      end({ code, signal });
    });
    child.on('error', (error) => {
      stderr.add(`${error.message}\n`);
      if (child.pid === undefined) end({ code: null, signal: null });
    });
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };

  return {
    pid: child.pid,
    get hasEnded() {
      return hasEnded;
    },
    send(message) {
      // A message that does not arrive need not be reported, because the end of the child will be.
      if (child.connected) child.send(message, () => undefined);
    },
    listen(next) {
      listener = next;
      watchSilence();
    },
    readStderr: () => stderr.read(),
    forgetStderr: () => {
      stderr.clear();
    },
    kill,
    async stop() {
      // Not `disconnect`: after that Node never emits `close`.
      child.kill('SIGTERM');
      const killer = setTimeout(kill, STOP_GRACE_MS);
      await ended;
      clearTimeout(killer);
    },
  };
}
