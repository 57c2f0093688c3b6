import type { CliConfig } from './cli-config.js';
import type { Output } from './output/output.js';
import type { TextOutput } from './text-output.js';

/** What the process gives. */
export interface ProcessContext {
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

/** All that a command knows of the process it runs in. */
export interface CommandContext extends Omit<ProcessContext, 'stdout' | 'stderr'> {
  readonly stdout: Output;
  readonly stderr: Output;
}
