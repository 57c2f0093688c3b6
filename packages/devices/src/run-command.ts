import { spawn } from 'node:child_process';
import { RoteError } from '@rote/domain';

export interface CommandOptions {
  readonly cwd?: string;
  /** All of its environment; this process's own when left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export type CommandResult =
  | { readonly outcome: 'succeeded'; readonly stdout: string }
  | { readonly outcome: 'not-found' }
  /** `reason` is one line for a person: the exit code and what the command wrote of it, or the time limit. */
  | { readonly outcome: 'failed'; readonly reason: string };

/** How much of a command's output is kept, in characters: the end of it, where errors are. */
const KEPT_OUTPUT = 64 * 1024;

/**
 * Runs a program to its end, without a shell. It gets a process group of its own, so that cancelling and the time
 * limit also end what it started in turn (a compiler, a downloader).
 * @throws RoteError `aborted` when `signal` fires.
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
      else if (timedOut) settle({ outcome: 'failed', reason: `no end within ${(timeoutMs ?? 0) / 1000} s` });
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
    // The group ended by itself in the meantime.
  }
}

/** The line that says what went wrong: the first that speaks of an error, for others follow from it; else the last. */
function tellingLine(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.find((line) =>
    /\berror\b|\bfailed\b|not found|no matching|cannot|connection broken/i.test(line),
  );
  return (telling ?? lines.at(-1) ?? 'it wrote nothing').slice(0, 500);
}
