import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { RoteError } from '@rote/domain';

export interface TetheredProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The account to run under; the one of this process when left out. */
  readonly account?: { readonly uid: number; readonly gid: number } | undefined;
  /** The signal by which the program ends in order. */
  readonly stopSignal: 'INT' | 'TERM';
  readonly onLine: (line: string) => void;
}

export interface TetheredProcess {
  /**
   * Resolves with the exit code (128 + n after signal n, as shells count) when the process has ended and all of its
   * output has been read. Never rejects.
   */
  readonly exited: Promise<number>;
  /** The last lines that it wrote, for an error message. */
  recentOutput(): string;
  /** From now on this process may end for lack of work although the program runs, and takes it along. */
  unref(): void;
  /** Sends the stop signal and waits for the end; past `killAfterMs` it is killed. */
  stop(options?: { readonly killAfterMs?: number }): Promise<void>;
}

/**
 * The shell between us and the program holds the reading end of a pipe (descriptor 3) of which this process has
 * the other end. When this process ends in whatever way, `kill -9` included, the shell's `read` sees the end of the
 * pipe and stops the program in order. Stopping it on purpose closes the same pipe: one way out, always tested.
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
 * Starts a program that cannot outlive this process. Ctrl-C in the terminal does not reach it: its owner stops it
 * when its turn has come.
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

/** Being detached, the shell leads a process group that has its own pid as a number. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // The group has ended meanwhile.
  }
}
