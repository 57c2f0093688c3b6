import { spawn } from 'node:child_process';
import { timeLimit } from '@rote/domain';

export interface CommandOptions {
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Called regularly while it runs: a program does not report its progress, but may not take longer than `limitMs`. */
  readonly onActivity?: (() => void) | undefined;
  readonly limitMs?: number;
}

const LIMIT_MS = 30 * 60_000;
const ACTIVITY_EVERY_MS = 1000;

/**
 * Runs a program with the environment of this process and waits until it has ended, even after an abort, so that
 * nothing writes into `cwd` afterwards. Throws with its standard error if it cannot be started or fails.
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<void> {
  const { cwd, signal, onActivity, limitMs = LIMIT_MS } = options;
  signal.throwIfAborted();
  const limit = timeLimit(limitMs);
  const child = spawn(program, args, {
    cwd,
    signal: AbortSignal.any([signal, limit]),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const activity = setInterval(() => onActivity?.(), ACTIVITY_EVERY_MS);
  let failure: Error | undefined;
  child.on('error', (error) => {
    failure = error;
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(activity);
  signal.throwIfAborted();
  if (limit.aborted) throw new Error(`${program} did not end within ${String(limitMs / 60_000)} minutes`);
  if (failure !== undefined) throw new Error(`${program} cannot be run`, { cause: failure });
  if (code !== 0) {
    const end = code === null ? 'a signal' : `code ${code}`;
    throw new Error(`${program} ended with ${end}: ${findReason(complaint)}`);
  }
}

/** The error lines of npm, apt and dpkg, without the warnings around them; failing that, the last lines. */
function findReason(complaint: string): string {
  const lines = complaint.split('\n').filter((line) => line.trim() !== '');
  const errors = lines.filter((line) => /\berror\b|^E:/i.test(line)).slice(0, 4);
  return (errors.length > 0 ? errors : lines.slice(-4)).join(' | ');
}
