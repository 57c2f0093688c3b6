import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RoteError } from '@rote/domain';
import { findCommandLine, findProcessStart } from '../process/process-identity.js';

/** A fast shutdown ends with a checkpoint, which takes time on a slow disk. */
const STOP_TIMEOUT_MS = 60_000;

/**
 * Waits until no server runs on the data folder (given by its real path, as servers are). A server that still does was
 * started by a process that has just been killed, and its lifeline is stopping it: the caller holds the folder's claim,
 * so no living stack owns the server.
 *
 * @throws RoteError `service-unavailable`, naming the pid, if the server does not stop: it was started by hand, so it
 *   is neither used nor stopped
 */
export async function waitForLeftoverServer(dataDir: string, timeoutMs = STOP_TIMEOUT_MS): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const pid = await findServerPid(dataDir);
    if (pid === undefined) return;
    if (performance.now() > deadline) {
      throw new RoteError(
        'service-unavailable',
        `A PostgreSQL server that this stack did not start (process ${pid}) runs on ${dataDir} ` +
          `and does not stop. Stop it: kill -INT ${pid}`,
        { retryable: true },
      );
    }
    await delay(20);
  }
}

async function findServerPid(dataDir: string): Promise<number | undefined> {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n', 1)[0]);
  if (!Number.isInteger(pid) || pid <= 0 || (await findProcessStart(pid)) === undefined) return undefined;
  const commandLine = await findCommandLine(pid);
  if (commandLine === undefined) return undefined;
  if (commandLine.includes(dataDir)) return pid;
  // The pid now belongs to another program. PostgreSQL cannot tell, and would refuse to start.
  await rm(pidFile, { force: true });
  return undefined;
}
