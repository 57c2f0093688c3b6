import { createWriteStream } from 'node:fs';
import { createLogger, superviseProcess } from '@rote/runtime';

const RESTART = { minDelayMs: 100, maxDelayMs: 2000 };
const logger = createLogger({ name: 'chaos', level: 'silent' });

/**
 * An API or a worker, started again when it ends, as an orchestrator would. It ends with this process, however that
 * ends.
 */
export function startService({ name, modulePath, nodeArgs = [], env, logFile }) {
  const log = createWriteStream(logFile, { flags: 'a' });
  let ready;
  const waiting = [];
  const supervised = superviseProcess({
    name,
    modulePath,
    nodeArgs,
    env,
    logger,
    restart: RESTART,
    output: (line) => log.write(`${line}\n`),
    onReady(message) {
      ready = message;
      for (const resolve of waiting.splice(0)) resolve(message);
    },
    onExit({ code, signal }) {
      ready = undefined;
      log.write(`--- ${name} ended: ${signal ?? code}\n`);
    },
  });
  return {
    name,
    get pid() {
      return supervised.pid;
    },
    /** What it said when it was last up; undefined while it is not. */
    get ready() {
      return ready;
    },
    /** Waits until it is up, if it is not. */
    untilReady: () =>
      ready === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(ready),
    /** Waits until one that has yet to end is up again. */
    async untilRestarted(pid) {
      while (supervised.pid === pid || ready === undefined)
        await new Promise((resolve) => waiting.push(resolve));
      return ready;
    },
    async stop() {
      await supervised.stop(0);
      log.end();
    },
  };
}
