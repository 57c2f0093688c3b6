import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface RunOptions {
  /** Variables in addition to this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** The core to keep the process on, as `taskset` numbers them. Default: any. */
  readonly core?: string | undefined;
}

const lastLineOf = (output: string): string => output.trim().split('\n').at(-1) ?? '';

/**
 * Runs a program and returns the JSON of the last line that it printed.
 *
 * @throws Error with the end of what it wrote to standard error, if it fails
 */
export async function runForJson(
  file: string,
  args: readonly string[],
  { env = {}, core }: RunOptions = {},
): Promise<unknown> {
  const command = core === undefined ? [file, ...args] : ['taskset', '-c', core, file, ...args];
  const child = spawn(command[0]!, command.slice(1), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  const [stdout, stderr] = await output;
  if (code !== 0) throw new Error(`${file} ended with ${String(signal ?? code)}: ${lastLineOf(stderr)}`);
  return JSON.parse(lastLineOf(stdout)) as unknown;
}

/** Whether processes can be kept on this core. */
export const canPin = (core: string): boolean => spawnSync('taskset', ['-c', core, 'true']).status === 0;
