import { spawn } from 'node:child_process';
import { RoteError } from '@rote/domain';

export interface CommandOptions {
  readonly cwd?: string;
  /** The whole environment of the program. Default: this process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export type CommandResult =
  | { readonly outcome: 'succeeded'; readonly stdout: string }
  | { readonly outcome: 'not-found' }
  /** `reason` is one line for a person: the exit code and the most telling line of the output, or the time limit. */
  | { readonly outcome: 'failed'; readonly reason: string };

/** How much of a command's output is kept, in characters: the end, where errors are. */
const KEPT_OUTPUT = 64 * 1024;

/**
 * Runs a program to its end, without a shell. It gets its own process group, so that cancelling and the time limit also
 * end the programs that it started (a compiler, a downloader).
 * @throws RoteError `aborted` if `signal` aborts.
 */
export async function runCommand(
  file: string,
  args: readonly string[],
  { cwd, env, signal, timeoutMs }: CommandOptions = {},
): Promise<CommandResult> {
  throwIfAborted(signal);
  const result = await new Promise<CommandResult>((resolve) => {
    const child = spawn(file, args, {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const endGroup = (): void => {
      if (child.pid !== undefined) endProcessGroup(child.pid);
    };
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            endGroup();
          }, timeoutMs);
    signal?.addEventListener('abort', endGroup, { once: true });
    const settle = (outcome: CommandResult): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', endGroup);
      resolve(outcome);
    };
    child.stdout
      .setEncoding('utf8')
      .on('data', (text: string) => (stdout = (stdout + text).slice(-KEPT_OUTPUT)));
    child.stderr
      .setEncoding('utf8')
      .on('data', (text: string) => (stderr = (stderr + text).slice(-KEPT_OUTPUT)));
    child.once('error', (error: NodeJS.ErrnoException) => {
      settle(
        error.code === 'ENOENT' ? { outcome: 'not-found' } : { outcome: 'failed', reason: error.message },
      );
    });
    child.once('close', (code, killedBy) => {
      if (code === 0) settle({ outcome: 'succeeded', stdout });
      else if (timedOut)
        settle({ outcome: 'failed', reason: `did not end within ${(timeoutMs ?? 0) / 1000} s` });
      else
        settle({
          outcome: 'failed',
          reason: `${killedBy ?? `exit code ${String(code)}`}: ${tellingLine(stderr || stdout)}`,
        });
    });
  });
  throwIfAborted(signal);
  return result;
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw new RoteError('aborted', 'The work on the engine was cancelled', { cause: signal.reason });
}

function endProcessGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended by itself.
  }
}

/**
 * The line that shows what went wrong: the first that mentions an error, because later ones follow from it, otherwise
 * the last.
 */
function tellingLine(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.find((line) =>
    /\berror\b|\bfailed\b|not found|no matching|cannot|connection broken/i.test(line),
  );
  return (telling ?? lines.at(-1) ?? 'no output').slice(0, 500);
}
