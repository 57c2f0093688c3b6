import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { RoteError } from '@rote/domain';

const run = promisify(execFile);

/** An account of this system, to run a program under. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; of these the first that exists serves instead. */
const UNPRIVILEGED = ['postgres', '_postgres', 'nobody'] as const;

/**
 * The account that PostgreSQL must run under, or undefined when the present one will do, because it is not root.
 *
 * @throws RoteError `service-unavailable` when this process is root and no other account is there. (An arbitrary
 * uid is no way out: initdb wants it to have a name.)
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

/** Whether the account may enter the folder or execute the file, which takes every folder above it too. */
export async function canReach(account: Account | undefined, target: string): Promise<boolean> {
  const options = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  try {
    await run('/bin/sh', ['-c', 'test -x "$0"', target], { cwd: '/', ...options });
    return true;
  } catch {
    return false;
  }
}
