import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RoteError } from '@rote/domain';
import { findProcessStart } from './process-identity.js';

export interface FolderClaim {
  release(): Promise<void>;
}

/**
 * Claims a folder for this process, so that no second one starts a server on the same data. The claim is a file
 * that names the claimant by pid and start time: it holds exactly as long as that process lives, so after a crash
 * (or a container's restart) the next one has it at once, with no timeout to wait for.
 *
 * @throws RoteError `service-unavailable`, naming the pid, when a living process holds the folder
 */
export async function claimFolder(folder: string, service: string): Promise<FolderClaim> {
  const file = path.join(folder, 'owner.json');
  const start = await findProcessStart(process.pid);
  const ours = JSON.stringify({ pid: process.pid, start, claim: randomUUID() });

  while (!(await createWith(file, ours))) {
    const theirs = await readFile(file, 'utf8').catch(() => undefined);
    if (theirs === undefined) continue;
    const holder = await findLivingHolder(theirs);
    if (holder !== undefined) {
      throw new RoteError(
        'service-unavailable',
        `${service} in ${folder} belongs to a stack that is already running (process ${holder}). ` +
          'Use that one, stop it first, or choose another data folder.',
      );
    }
    await removeStale(file, theirs);
  }

  return {
    async release() {
      if ((await readFile(file, 'utf8').catch(() => undefined)) === ours) await rm(file, { force: true });
    },
  };
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

async function findLivingHolder(claim: string): Promise<number | undefined> {
  try {
    const { pid, start } = JSON.parse(claim) as { readonly pid?: unknown; readonly start?: unknown };
    return typeof pid === 'number' && (await findProcessStart(pid)) === start ? pid : undefined;
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
