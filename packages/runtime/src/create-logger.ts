import { redactKeys } from '@rote/domain';
import {
  destination as openDestination,
  type DestinationStream,
  pino,
  stdTimeFunctions,
  type Logger,
} from 'pino';
import { build as buildPrettyStream } from 'pino-pretty';

export type { Logger } from 'pino';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

export interface LoggerOptions {
  /** The process that logs: `api`, `worker`, … */
  readonly name: string;
  /** The lowest level that is written. Default: `info`. */
  readonly level?: LogLevel;
  /** Formats for people instead of machines. Default: yes on a terminal, JSON lines elsewhere. */
  readonly pretty?: boolean;
  /** `stderr` if standard output carries the program's result. Default: `stdout`. */
  readonly output?: 'stdout' | 'stderr';
  /** Where JSON lines go. Default: to the output. */
  readonly stream?: DestinationStream;
}

const STREAMS = {
  stdout: { descriptor: 1, stream: process.stdout },
  stderr: { descriptor: 2, stream: process.stderr },
} as const;

/**
 * A pino logger. It writes synchronously: the last lines before an exit matter most, and a worker thread or a buffer
 * would lose them.
 */
export function createLogger({
  name,
  level = 'info',
  pretty,
  output = 'stdout',
  stream: given,
}: LoggerOptions): Logger {
  const { descriptor, stream } = STREAMS[output];
  const options = {
    name,
    level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    // Names do not tell everything: a key may be in a URL or in the message of an error.
    hooks: { streamWrite: redactKeys },
    redact: ['password', '*.password', 'authorization', '*.authorization'],
  };
  return (pretty ?? stream.isTTY)
    ? pino(
        options,
        buildPrettyStream({
          destination: descriptor,
          sync: true,
          colorize: stream.isTTY,
          ignore: 'pid,hostname',
        }),
      )
    : pino(options, given ?? openDestination({ dest: descriptor, sync: true }));
}
