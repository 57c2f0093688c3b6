import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RoteError } from '@rote/domain';
import { findProcessStart } from './process-identity.js';

export interface FolderClaim {
  /** Gives the folder up once `stopUsing` is through; meanwhile whoever wants the folder next waits. */
  releaseAfter(stopUsing: () => Promise<void>): Promise<void>;
}

/** What the claim's file says: the claimant by pid and start time, and whether it is about to let go. */
interface ClaimFile {
  readonly pid: number;
  readonly start: string | undefined;
  readonly isEnding: boolean;
  /** Tells two claims of one process apart. */
  readonly nonce: string;
}

const ENDING_PATIENCE_MS = 60_000;
/** By then, whoever read a dead holder's claim before ours was there has tried to remove it. */
const SETTLE_MS = 100;

/**
 * Claims a folder for this process, so that no second one starts a server on the same data. The claim is a file
 * that holds exactly as long as the process it names lives: after a crash (or a container's restart) the next one
 * has the folder at once, with no timeout to wait for.
 *
 * @throws RoteError `service-unavailable`, naming the pid, when a living process has the folder and keeps it
 */
export async function claimFolder(folder: string, service: string): Promise<FolderClaim> {
  const file = path.join(folder, 'owner.json');
  const ours: ClaimFile = {
    pid: process.pid,
    start: await findProcessStart(process.pid),
    isEnding: false,
    nonce: randomUUID(),
  };
  const deadline = performance.now() + ENDING_PATIENCE_MS;

  while (!(await createLasting(file, JSON.stringify(ours)))) {
    const theirs = await readFile(file, 'utf8').catch(() => undefined);
    if (theirs === undefined) continue;
    const holder = await findLivingHolder(theirs);
    if (holder === undefined) {
      await removeStale(file, theirs);
    } else if (holder.isEnding && performance.now() < deadline) {
      await delay(20);
    } else {
      throw new RoteError(
        'service-unavailable',
        `${service} in ${folder} belongs to a stack that is already running (process ${holder.pid}). ` +
          'Use that one, stop it first, or choose another data folder.',
      );
    }
  }

  return {
    async releaseAfter(stopUsing) {
      await replaceWith(file, JSON.stringify({ ...ours, isEnding: true } satisfies ClaimFile));
      await stopUsing();
      await rm(file, { force: true });
    },
  };
}

/**
 * Creates the claim and sees that it lasts: one that took the dead holder's place may be moved aside by somebody who
 * still meant the dead one, and a third may come in between. False when another claim stands.
 */
async function createLasting(file: string, content: string): Promise<boolean> {
  if (!(await createWith(file, content))) return false;
  await delay(SETTLE_MS);
  return (await readFile(file, 'utf8').catch(() => undefined)) === content;
}

/** Creates the file with its content in one step, so that nobody ever reads half of it. False when it exists. */
async function createWith(file: string, content: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function replaceWith(file: string, content: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

async function findLivingHolder(content: string): Promise<ClaimFile | undefined> {
  try {
    const claim = JSON.parse(content) as ClaimFile;
    const start = await findProcessStart(claim.pid);
    return start !== undefined && start === claim.start ? claim : undefined;
  } catch {
    // A power cut can leave an empty file.
    return undefined;
  }
}

async function removeStale(file: string, stale: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return;
    throw error;
  }
  // Another process may have replaced the stale claim by its own since we read it: that one goes back.
  if ((await readFile(aside, 'utf8')) !== stale) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
