import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Cell, CellResult, EpochMetrics, FailureClass } from '@rote/domain';
import { FAILURE_CLASS_OF_ERROR, RoteError } from '@rote/domain';
import type { Engine, EngineName } from '@rote/engines';
import type { TrainerMessage, WorkerMessage } from './messages.js';
import { parseTrainerMessage } from './messages.js';
import { countOomKills } from './oom-kills.js';
import { createTextTail } from './text-tail.js';
import type { TrainerExit } from './trainer-exit.js';
import { classifyExit, describeExit } from './trainer-exit.js';

export interface TrainerOptions {
  /** The trainer's main module. */
  readonly module: URL;
  /** All of its environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
  readonly engine?: EngineName | undefined;
  /** Index of the GPU that `env` gives to it. */
  readonly gpu?: number | undefined;
  /** A trainer that says nothing for so long is killed. */
  readonly silenceMs: number;
  /** How long a trainer may take to stop a cell before it is killed. */
  readonly abortGraceMs?: number;
  /** Aborts the start. */
  readonly signal?: AbortSignal;
}

/** How a cell's training ended. */
export type TrainingEnd =
  | { readonly type: 'finished'; readonly result: CellResult }
  | {
      readonly type: 'failed';
      readonly class: FailureClass;
      readonly message: string;
      readonly stderr: string;
    }
  /** Because the signal aborted. */
  | { readonly type: 'stopped' };

/** A running trainer, as the worker sees it. */
export interface TrainerProcess {
  readonly pid: number;
  readonly engine: Engine;
  /** Whether it can train another cell. */
  readonly isAlive: boolean;
  /**
   * Trains a cell; one at a time. Never rejects. A complete, valid result counts whatever comes after it, and
   * nothing else is a success. When `signal` aborts, the trainer is told to stop, and killed if it does not.
   */
  train(
    cell: Cell,
    options: { readonly signal: AbortSignal; readonly onEpoch: (metrics: EpochMetrics) => void },
  ): Promise<TrainingEnd>;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
}

const STDERR_CHARACTERS = 8 * 1024;
const ABORT_GRACE_MS = 5000;
const STOP_GRACE_MS = 2000;

type Event =
  | { readonly type: 'message'; readonly message: TrainerMessage }
  | { readonly type: 'nonsense'; readonly fault: string }
  | { readonly type: 'silent' }
  | { readonly type: 'exited'; readonly exit: TrainerExit };

/** The child and what it says, with a watch on its silence. One listener at a time hears the events. */
function spawnTrainer({ module, env, silenceMs }: TrainerOptions) {
  const child: ChildProcess = fork(module, {
    env,
    // Its own process group: the terminal's Ctrl-C is the worker's to act upon.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const stderr = createTextTail(STDERR_CHARACTERS);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr.add(text);
  });
  let listener: ((event: Event) => void) | undefined;
  let silence: NodeJS.Timeout | undefined;
  let exit: TrainerExit | undefined;

  const watchSilence = (): void => {
    clearTimeout(silence);
    if (listener === undefined) return;
    silence = setTimeout(() => listener?.({ type: 'silent' }), silenceMs);
  };
  const listen = (next: ((event: Event) => void) | undefined): void => {
    listener = next;
    watchSilence();
  };
  child.on('message', (value) => {
    watchSilence();
    const message = parseTrainerMessage(value);
    listener?.(typeof message === 'string' ? { type: 'nonsense', fault: message } : { type: 'message', message });
  });
  const oomKillsBefore = countOomKills();
  const exited = new Promise<TrainerExit>((resolve) => {
    const end = async (code: number | null, signal: NodeJS.Signals | null): Promise<void> => {
      const [before, after] = await Promise.all([oomKillsBefore, countOomKills()]);
      const memoryRanOut = before !== undefined && after !== undefined && after > before;
      exit = { code, signal, stderr: stderr.read(), memoryRanOut };
      listener?.({ type: 'exited', exit });
      clearTimeout(silence);
      resolve(exit);
    };
    // After `close`, unlike after `exit`, everything that the child has said has been heard.
    child.once('close', (code, signal) => void end(code, signal));
    child.on('error', (error) => {
      stderr.add(`${error.message}\n`);
      if (child.pid === undefined) void end(null, null);
    });
  });

  return {
    child,
    stderr,
    exited,
    listen,
    get exit() {
      return exit;
    },
    say(message: WorkerMessage): void {
      // What comes of a message that does not arrive is told by the end of the child.
      if (child.connected) child.send(message, () => undefined);
    },
    kill(): void {
      child.kill('SIGKILL');
    },
    async stop(): Promise<void> {
      if (exit !== undefined) return;
      if (child.connected) child.disconnect();
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
      await exited;
      clearTimeout(killer);
    },
  };
}
