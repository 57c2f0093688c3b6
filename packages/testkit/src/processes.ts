import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 10;

/** A file of a process under /proc; empty if the process is gone. */
const read = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, 'utf8');
  } catch {
    return '';
  }
};

const pids = (): readonly number[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);

/** State and parent of a process; the state of one that is gone is ''. See proc_pid_stat(5). */
function statOf(pid: number): { readonly state: string; readonly parent: number } {
  const stat = read(pid, 'stat');
  const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state, parent: Number(parent) };
}

/** Whether a process is there. A zombie, which has ended and was not reaped yet, is not. */
export const isAlive = (pid: number): boolean => !['Z', 'X', ''].includes(statOf(pid).state);

/**
 * Returns the pids of the living children of a process.
 *
 * @param module only those whose command line contains this text. Default: all.
 */
export const childrenOf = (pid: number, module = ''): readonly number[] =>
  pids().filter((child) => {
    const { state, parent } = statOf(child);
    return parent === pid && !['Z', 'X', ''].includes(state) && read(child, 'cmdline').includes(module);
  });

/** Returns the pids of all living processes that descend from one, nearest first. */
export function descendantsOf(root: number): readonly number[] {
  const found = [...childrenOf(root)];
  for (const pid of found) found.push(...childrenOf(pid));
  return found;
}

/** Returns the words of a process's command line; none if it is gone. */
export const commandOf = (pid: number): readonly string[] => read(pid, 'cmdline').split('\0').slice(0, -1);

/** Sends a signal to processes, skipping those that have ended. */
export function signalAll(targets: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of targets) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** Kills processes, even stopped ones, and waits until they are gone. */
export async function killAll(targets: readonly number[]): Promise<void> {
  signalAll(targets, 'SIGKILL');
  while (targets.some(isAlive)) await delay(POLL_MS);
}

/** Returns the pids of the processes that have this `NAME=value` in their environment, which children inherit. */
export const pidsWith = (variable: string): readonly number[] =>
  pids().filter((pid) => read(pid, 'environ').split('\0').includes(variable));
