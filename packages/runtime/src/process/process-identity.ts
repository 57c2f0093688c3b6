import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * When the process with this pid started, in whatever unit the system uses, or undefined if there is none (a zombie
 * does not count). Together with the pid it identifies a process for good. A pid by itself is soon reused, in a
 * restarted container almost always.
 */
export async function findProcessStart(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? findStartInProc(pid) : findStartByPs(pid);
}

async function findStartInProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second field is the program's name in parentheses, which may contain anything. See proc_pid_stat(5).
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const START_TIME_AFTER_STATE = 18;
  return state === 'Z' ? undefined : fields[START_TIME_AFTER_STATE];
}

async function findStartByPs(pid: number): Promise<string | undefined> {
  const { stdout } = await run('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  const [state = '', ...start] = stdout.trim().split(/\s+/);
  return state === '' || state.startsWith('Z') ? undefined : start.join(' ');
}

/** The command line of a process, or undefined if it is gone or hidden from us. */
export async function findCommandLine(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return line === '' ? undefined : line.replaceAll('\0', ' ').trim();
  }
  const { stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim() === '' ? undefined : stdout.trim();
}
