import { execFile } from 'node:child_process';
import { chmod, cp, lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { useTempDir } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import { findServerAccount } from '../src/postgres/account.js';
import { prepareBinaries } from '../src/postgres/binaries.js';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

describe('prepareBinaries', () => {
  it('creates the links and permissions that the install script would have created', async () => {
    const packageDir = await copyOfInstalledPackage(await useTempDir());
    const account = await findServerAccount();
    const binaries = await prepareBinaries({ account, copyTo: await useTempDir(), packageDir });
    expect(path.dirname(path.dirname(path.dirname(binaries.postgres)))).toBe(packageDir);
    expect(await versionOf(binaries.postgres)).toMatch(/^postgres \(PostgreSQL\) \d+/);
  });

  it.runIf(isRoot)('copies them when the server’s account cannot reach them (needs root)', async () => {
    const packageDir = await copyOfInstalledPackage(await useTempDir({ mode: 0o700 }));
    const account = await findServerAccount();
    const copyTo = await useTempDir();
    const options = { account, copyTo, packageDir };
    const both = await Promise.all([prepareBinaries(options), prepareBinaries(options)]);
    expect(both[0]).toEqual(both[1]);
    expect(both[0].postgres.startsWith(copyTo)).toBe(true);
    expect(await readdir(copyTo)).toHaveLength(1);
    expect(await versionOf(both[0].postgres)).toMatch(/^postgres \(PostgreSQL\) \d+/);
  });
});

/** A fresh copy without links and without permission to execute, as npm leaves it if install scripts are disabled. */
async function copyOfInstalledPackage(folder: string): Promise<string> {
  const installed = await prepareBinaries({ account: undefined, copyTo: folder });
  const packageDir = path.join(folder, 'package');
  await cp(path.resolve(path.dirname(installed.postgres), '..', '..'), packageDir, {
    recursive: true,
    filter: async (source) => !(await lstat(source)).isSymbolicLink(),
  });
  for (const name of ['postgres', 'initdb']) await chmod(path.join(packageDir, 'native', 'bin', name), 0o644);
  return packageDir;
}

async function versionOf(postgres: string): Promise<string> {
  const account = await findServerAccount();
  const { stdout } = await run(postgres, ['--version'], account && { uid: account.uid, gid: account.gid });
  return stdout.toString();
}
