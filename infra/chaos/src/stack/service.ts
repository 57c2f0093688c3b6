import { createWriteStream } from 'node:fs';
import { createLogger, superviseProcess } from '@rote/runtime';
import { signalAll } from '@rote/testkit/system';
import { NotInjectedError } from '../not-injected.js';

const RESTART = { minDelayMs: 100, maxDelayMs: 2000 };
const logger = createLogger({ name: 'chaos', level: 'silent' });

/** What an API or a worker reports when it is up. */
interface Ready {
  /** The address of an API. */
  readonly url?: string;
  /** The id under which a worker registered. */
  readonly workerId?: string;
}

export interface Service {
  readonly name: string;
  /** Undefined between its end and its restart. */
  readonly pid: number | undefined;
  /** What it reported when it was last up; undefined while it is not. */
  readonly ready: Ready | undefined;
  /** Waits until it is up, if it is not. */
  untilReady(): Promise<Ready>;
  /** Waits until the process with this pid has ended and another one is up. */
  untilRestarted(pid: number): Promise<void>;
  /**
   * Sends it a signal.
   *
   * @returns the pid that got it
   * @throws NotInjectedError if it is not running
   */
  signal(signal: NodeJS.Signals): number;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly name: string;
  readonly modulePath: string;
  readonly nodeArgs: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logFile: string;
}

/**
 * Starts an API or a worker and restarts it whenever it ends, as an orchestrator would. It ends with this process, however
 * that ends.
 */
export function startService({ name, logFile, ...options }: ServiceOptions): Service {
  const log = createWriteStream(logFile, { flags: 'a' });
  let ready: Ready | undefined;
  const waiting: ((ready: Ready) => void)[] = [];
  const untilNextReady = (): Promise<Ready> => new Promise((resolve) => waiting.push(resolve));
  const supervised = superviseProcess({
    ...options,
    name,
    logger,
    restart: RESTART,
    output: (line) => log.write(`${line}\n`),
    onReady(message) {
      ready = message as Ready;
      for (const resolve of waiting.splice(0)) resolve(ready);
    },
    onExit({ code, signal }) {
      ready = undefined;
      log.write(`--- ${name} ended: ${String(signal ?? code)}\n`);
    },
  });
  return {
    name,
    get pid() {
      return supervised.pid;
    },
    get ready() {
      return ready;
    },
    untilReady: () => (ready === undefined ? untilNextReady() : Promise.resolve(ready)),
    async untilRestarted(pid) {
      while (supervised.pid === pid || ready === undefined) await untilNextReady();
    },
    signal(signal) {
      const { pid } = supervised;
      if (pid === undefined) throw new NotInjectedError(`${name} was not running`);
      signalAll([pid], signal);
      return pid;
    },
    async stop() {
      await supervised.stop(0);
      log.end();
    },
  };
}
