import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RoteError } from '@rote/domain';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'its file system is read-only',
  ENOENT: 'no folder can be created there: its file system is read-only, or of a special kind',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a file has its name',
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk quota is used up',
};

/**
 * Creates the state folder, and checks that files can be written there.
 *
 * @throws RoteError `config-invalid`, which names the variable
 */
export async function openStateFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    const probe = path.join(folder, `.probe-${randomUUID()}`);
    await writeFile(probe, Buffer.alloc(64 * 1024));
    await rm(probe);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw new RoteError(
      'config-invalid',
      `The state folder ${folder} cannot be written to: ${REASONS[code] ?? String(cause)}. ` +
        'Choose another one with ROTE_STATE_DIR.',
      { cause },
    );
  }
}

/** Like a recursive `mkdir`, which in Node retries forever below `/proc`. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return;
    const parent = path.dirname(path.resolve(folder));
    if (code !== 'ENOENT' || parent === path.resolve(folder)) throw error;
    await makeFolder(parent);
    await mkdir(folder);
  }
}
