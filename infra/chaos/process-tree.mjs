import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const read = (pid, file) => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};

const pids = () => readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));

/** State and parent of a process; the state of one that is gone is undefined. See proc_pid_stat(5). */
function statOf(pid) {
  const stat = read(pid, 'stat');
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: state === '' ? undefined : state, parent: Number(parent) };
}

/** Whether there is such a process; one that has ended and was not reaped yet is none. */
export const isAlive = (pid) => !['Z', 'X', undefined].includes(statOf(pid).state);

/** The children of a process; with `module` those alone that run this file. */
export const childrenOf = (pid, module = '') =>
  pids()
    .filter((child) => statOf(child).parent === pid && isAlive(child))
    .filter((child) => read(child, 'cmdline').includes(module))
    .map(Number);

/** The words of a process's command line. */
export const commandOf = (pid) => read(pid, 'cmdline').split('\0').slice(0, -1);

/** Sends a signal to processes; those that have ended meanwhile do not get it. */
export function signalAll(targets, signal) {
  for (const pid of targets) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

/** Kills processes, standing still or not, and waits until they are gone. */
export async function killAll(targets) {
  signalAll(targets, 'SIGKILL');
  while (targets.some(isAlive)) await delay(10);
}

/** The processes that have this variable in their environment: what a run has started, and what that has started. */
export const findMarked = (variable) =>
  pids()
    .filter((pid) => read(pid, 'environ').split('\0').includes(variable))
    .map(Number);
