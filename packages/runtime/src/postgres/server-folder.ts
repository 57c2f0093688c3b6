import { createHash } from 'node:crypto';
import { chown, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { RoteError } from '@rote/domain';
import { type Account, canReach } from './account.js';

export interface ServerFolderOptions {
  /** Where the files belong: an existing folder, by its real path. */
  readonly dir: string;
  readonly account: Account | undefined;
  /** Where they go instead if the account cannot reach `dir`. */
  readonly fallbackDir: string;
}

/**
 * A folder that the server's account owns and can reach: `dir`, or, if `dir` is inside a folder closed to that account
 * (such as a checkout in `/root`, mode 0700), one below `fallbackDir` that is named after `dir`. Rote never opens the
 * user's private folder instead.
 */
export async function openServerFolder({ dir, account, fallbackDir }: ServerFolderOptions): Promise<string> {
  if (await canReach(account, dir)) return own(dir, account);
  const name = createHash('sha256').update(dir).digest('hex').slice(0, 16);
  const elsewhere = path.join(fallbackDir, `postgres-${name}`);
  await mkdir(elsewhere, { recursive: true });
  if (await canReach(account, path.dirname(elsewhere))) return own(elsewhere, account);
  throw new RoteError(
    'service-unavailable',
    `PostgreSQL must run as "${account?.name ?? ''}" here, which can enter neither ${dir} nor ${fallbackDir}: ` +
      'put the data folder where that account has access, run as another user than root, or set DATABASE_URL.',
  );
}

async function own(dir: string, account: Account | undefined): Promise<string> {
  if (account) await chown(dir, account.uid, account.gid);
  return dir;
}
