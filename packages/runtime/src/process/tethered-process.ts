import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { RoteError } from '@rote/domain';

export interface TetheredProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The account to run under. Default: that of this process. */
  readonly account?: { readonly uid: number; readonly gid: number } | undefined;
  /** The signal that ends the program cleanly. */
  readonly stopSignal: 'INT' | 'TERM';
  readonly onLine: (line: string) => void;
}

export interface TetheredProcess {
  /**
   * Resolves with the exit code (128 + n after signal n, as in shells) when the process has ended and all of its output
   * has been read. Never rejects.
   */
  readonly exited: Promise<number>;
  /** Its last lines of output, for an error message. */
  recentOutput(): string;
  /** Lets this process end when it has no work left although the program runs; the program then ends with it. */
  unref(): void;
  /** Sends the stop signal and waits for the end; after `killAfterMs` the program is killed. */
  stop(options?: { readonly killAfterMs?: number }): Promise<void>;
}

/**
 * The shell between us and the program holds the reading end of a pipe (descriptor 3) whose other end is ours. When
 * this process ends in any way, including `kill -9`, the shell's `read` sees the end of the pipe and stops the program
 * cleanly. Stopping it on purpose closes the same pipe: one way out, always tested.
 */
const LIFELINE = `
signal=$1; shift
"$@" 3<&- &
program=$!
trap 'kill -$signal $program' INT TERM
( read -r _; kill -$signal $program ) <&3 >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait $program; status=$?
while kill -0 $program 2>/dev/null; do wait $program; status=$?; done
kill $watcher 2>/dev/null
exit $status
`;

const RECENT_LINES = 20;
const NOT_STARTED = 127;
const KILLED = 128 + constants.signals.SIGKILL;

/**
 * Starts a program that cannot outlive this process. Ctrl-C in the terminal does not reach it: its owner stops it in
 * its turn.
 */
export function startTetheredProcess(options: TetheredProcessOptions): TetheredProcess {
  const { command, args, cwd, account, stopSignal, onLine } = options;
  if (process.platform === 'win32') {
    throw new RoteError(
      'service-unavailable',
      'Embedded servers need a POSIX system. On Windows use WSL, or set DATABASE_URL and REDIS_URL.',
    );
  }
  const child = spawn('/bin/sh', ['-c', LIFELINE, 'lifeline', stopSignal, command, ...args], {
    cwd,
    ...(account && { uid: account.uid, gid: account.gid }),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });

  const recent: string[] = [];
  const take = (line: string): void => {
    recent.push(line);
    if (recent.length > RECENT_LINES) recent.shift();
    onLine(line);
  };
  const [, stdout, stderr, lifeline] = child.stdio;
  for (const input of [stdout, stderr])
    if (input instanceof Socket) createInterface({ input }).on('line', take);

  const exited = new Promise<number>((resolve) => {
    child.once('close', (code) => {
      resolve(code ?? KILLED);
    });
    child.once('error', (error) => {
      take(`${command}: ${error.message}`);
      resolve(NOT_STARTED);
    });
  });
  return {
    exited,
    recentOutput: () => recent.join('\n'),
    unref() {
      child.unref();
      for (const stream of [stdout, stderr, lifeline]) if (stream instanceof Socket) stream.unref();
    },
    async stop({ killAfterMs = 60_000 } = {}) {
      child.ref();
      lifeline?.destroy();
      const timer = setTimeout(() => {
        if (child.pid !== undefined) killGroup(child.pid);
      }, killAfterMs);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** The detached shell leads a process group whose number is its own pid. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // The group has already ended.
  }
}
