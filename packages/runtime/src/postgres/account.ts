import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { RoteError } from '@rote/domain';

const run = promisify(execFile);

/** A system account to run a program under. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; the first of these that exists is used instead. */
const UNPRIVILEGED = ['postgres', '_postgres', 'nobody'] as const;

/**
 * The account that PostgreSQL must run under, or undefined if the current one will do because it is not root.
 *
 * @throws RoteError `service-unavailable` if this process is root and none of these accounts exists. (An arbitrary uid
 *   is no way out: initdb requires a name for it.)
 */
export async function findServerAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const entries = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const wanted of UNPRIVILEGED) {
    const [name, , uid, gid] = entries.find(([entry]) => entry === wanted) ?? [];
    if (name !== undefined && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new RoteError(
    'service-unavailable',
    `PostgreSQL does not run as root, and none of the accounts ${UNPRIVILEGED.join(', ')} exists: ` +
      'create one (useradd --system postgres), run as another user, or set DATABASE_URL.',
  );
}

/** Whether the account may enter the folder or execute the file, which also requires access to every parent folder. */
export async function canReach(account: Account | undefined, target: string): Promise<boolean> {
  const options = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  try {
    await run('/bin/sh', ['-c', 'test -x "$0"', target], { cwd: '/', ...options });
    return true;
  } catch {
    return false;
  }
}
