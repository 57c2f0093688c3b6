import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/**
 * Runs a program with the environment of this process and waits until it has ended, also when it is aborted, so that
 * nobody writes into `cwd` afterwards. Throws with what its standard error says when it cannot be started or fails.
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<void> {
  options.signal.throwIfAborted();
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let failure: Error | undefined;
  child.on('error', (error) => {
    failure = error;
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  options.signal.throwIfAborted();
  if (failure !== undefined) throw new Error(`${program} cannot be run`, { cause: failure });
  if (code !== 0) {
    const end = code === null ? 'a signal' : `code ${code}`;
    throw new Error(`${program} ended with ${end}: ${findReason(complaint)}`);
  }
}

/** The error lines, without the warnings around them, of npm, apt and dpkg; failing that, the last lines. */
function findReason(complaint: string): string {
  const lines = complaint.split('\n').filter((line) => line.trim() !== '');
  const errors = lines.filter((line) => /\berror\b|^E:/i.test(line)).slice(0, 4);
  return (errors.length > 0 ? errors : lines.slice(-4)).join(' | ');
}
