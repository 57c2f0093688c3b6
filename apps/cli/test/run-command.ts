import { Readable } from 'node:stream';
import { readConfig } from '@rote/runtime';
import type { Command } from 'commander';
import { CliConfig } from '../src/cli-config.js';
import { exitCodeOf } from '../src/exit-code.js';
import { buildProgram } from '../src/program.js';

export interface RunResult {
  /** What the command wrote to either output. */
  readonly text: string;
  /** The bytes that it wrote to standard output. */
  readonly bytes: Buffer;
  readonly error: unknown;
  readonly exitCode: number;
}

/** Builds the program, for a look at its commands. */
export const programOf = (env: Readonly<Record<string, string>> = {}): Command =>
  buildProgram({
    config: readConfig(CliConfig, env),
    env,
    stdin: Readable.from([]),
    stdout: { write: () => true },
    stderr: { write: () => true },
    signal: new AbortController().signal,
  });

/** Runs a command in this process. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RunResult> {
  let text = '';
  const chunks: Buffer[] = [];
  const write = (part: string | Uint8Array): void => {
    text += typeof part === 'string' ? part : '';
  };
  const stdout = {
    write: (part: string | Uint8Array): void => {
      chunks.push(Buffer.from(part as string));
      write(part);
    },
  };
  const program = buildProgram({
    config: readConfig(CliConfig, { ROTE_STATE_DIR: '/nonexistent/rote', ...env }),
    env,
    stdin: Readable.from(['name: x\n']),
    stdout,
    stderr: { write },
    signal: new AbortController().signal,
  });
  const error: unknown = await program.parseAsync(args, { from: 'user' }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { text, bytes: Buffer.concat(chunks), error, exitCode: error === undefined ? 0 : exitCodeOf(error) };
}
