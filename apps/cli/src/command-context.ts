import type { CliConfig } from './cli-config.js';
import type { Output } from './output/output.js';
import type { TextOutput } from './text-output.js';

/** What a command gets from its process. */
export interface ProcessContext {
  readonly config: CliConfig;
  /** The environment that `config` was read from, for child processes. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadableStream;
  /** For results only, because it may be a pipe. */
  readonly stdout: TextOutput;
  /** For progress, notes and errors. */
  readonly stderr: TextOutput;
  /** Aborts at Ctrl-C; its reason is a RoteError `aborted`. */
  readonly signal: AbortSignal;
}

/** Everything a command knows of the process it runs in. */
export interface CommandContext extends Omit<ProcessContext, 'stdout' | 'stderr'> {
  readonly stdout: Output;
  readonly stderr: Output;
}
