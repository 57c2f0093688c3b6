import type { CliConfig } from './cli-config.js';
import type { TextOutput } from './text-output.js';

/** All that a command knows of the process it runs in. */
export interface CommandContext {
  readonly config: CliConfig;
  /** The environment that `config` was read from, for child processes. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadableStream;
  /** Results, and nothing else: it may be a pipe. */
  readonly stdout: TextOutput;
  /** Progress, notes and errors. */
  readonly stderr: TextOutput;
  /** Aborts at Ctrl-C; the reason is a RoteError `aborted`. */
  readonly signal: AbortSignal;
}
