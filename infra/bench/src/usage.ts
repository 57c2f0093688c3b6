import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What a program has used. */
export interface Usage {
  readonly cpuMs: number;
  /** Peak memory in MiB. */
  readonly rssMb: number;
  /** Until it was ready, if that was measured. */
  readonly wallMs?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const KIBIBYTES_PER_MEBIBYTE = 2 ** 10;
/** Clock ticks of /proc/PID/stat are hundredths of a second on Linux. */
const TICK_MS = 10;
/** A module that makes a process write what it has used to file descriptor 3 when it ends. */
const TELL_USAGE = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeSync(3, JSON.stringify({ cpuMs: (user + system) / 1000, maxRssKb: process.resourceUsage().maxRSS }));
  });
`)}`;

/** Runs a Node program to its end. */
export async function measureWhole(args: readonly string[], env: Environment): Promise<Usage> {
  const child = spawn(process.execPath, ['--import', TELL_USAGE, ...args], {
    env: { ...env },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const report = child.stdio[3];
  if (!(report instanceof Readable)) throw new Error('descriptor 3 is a pipe');
  const { cpuMs, maxRssKb } = JSON.parse(await text(report)) as { cpuMs: number; maxRssKb: number };
  return { cpuMs, rssMb: maxRssKb / KIBIBYTES_PER_MEBIBYTE };
}

export interface StartedProgram {
  readonly pid: number;
  /** What it reported when it was ready. */
  readonly ready: unknown;
  /** Returns what it has used so far. */
  usage(): Usage;
  /** Asks it for a report, and returns its answer. Only of a program that answers messages. */
  report(): Promise<unknown>;
  stop(): Promise<void>;
  /** Ends it without a chance to clean up. */
  kill(): Promise<void>;
}

/** Starts a Node program and waits until it reports that it is ready. */
export async function startProgram(
  file: string,
  env: Environment,
  args: readonly string[] = [],
): Promise<StartedProgram> {
  const child = fork(file, [...args], { env: { ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit') as Promise<[code: number | null]>;
  const ready = await Promise.race([
    once(child, 'message').then(([message]) => message as unknown),
    exited.then(([code]) => {
      throw new Error(`${file} ended with ${String(code)} before it was ready`);
    }),
  ]);
  return {
    pid: child.pid!,
    ready,
    usage: () => usageOf(child.pid!),
    async report() {
      child.send('report');
      const [answer] = (await once(child, 'message')) as [unknown];
      return answer;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The fields after the name, which is in parentheses: user and system time are the 14th and 15th of all.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    rssMb: Number(peak?.[1]) / KIBIBYTES_PER_MEBIBYTE,
  };
}
