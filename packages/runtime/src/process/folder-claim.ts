import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RoteError } from '@rote/domain';
import { findProcessStart } from './process-identity.js';

export interface FolderClaim {
  /** Releases the folder after `stopUsing` finishes; until then, the next process that wants the folder waits. */
  releaseAfter(stopUsing: () => Promise<void>): Promise<void>;
}

/** The content of the claim's file: the pid and start time of its owner, and whether it is about to let go. */
interface ClaimFile {
  readonly pid: number;
  readonly start: string | undefined;
  readonly isEnding: boolean;
  /** Distinguishes two claims of one process. */
  readonly nonce: string;
}

const RELEASE_TIMEOUT_MS = 60_000;
/** By then, any process that read a dead owner's claim before ours was there has tried to remove it. */
const SETTLE_MS = 100;

/**
 * Claims a folder for this process, so that no second one starts a server on the same data. The claim is a file that
 * holds exactly as long as the process it names lives: after a crash (or a container's restart) the next process gets
 * the folder immediately, without waiting for a timeout.
 *
 * @throws RoteError `service-unavailable`, naming the pid, if a living process has the folder and keeps it
 */
export async function claimFolder(folder: string, service: string): Promise<FolderClaim> {
  const file = path.join(folder, 'owner.json');
  const ours: ClaimFile = {
    pid: process.pid,
    start: await findProcessStart(process.pid),
    isEnding: false,
    nonce: randomUUID(),
  };
  const deadline = performance.now() + RELEASE_TIMEOUT_MS;

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
 * Creates the claim and checks that it lasts. A claim that replaced a dead owner's may be moved aside by a process that
 * still sees the dead one, and a third process may come in between. Returns false if another claim stands.
 */
async function createLasting(file: string, content: string): Promise<boolean> {
  if (!(await createWith(file, content))) return false;
  await delay(SETTLE_MS);
  return (await readFile(file, 'utf8').catch(() => undefined)) === content;
}

/**
 * Creates the file with its content in one step, so that no process ever reads half of it. Returns false if it exists.
 */
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
  // Another process may have replaced the stale claim with its own since we read it: if so, put that one back.
  if ((await readFile(aside, 'utf8')) !== stale) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
