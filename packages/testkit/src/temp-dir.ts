import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TempDirOptions {
  /** Default: 0o755, because PostgreSQL runs under another account if the tests run as root, and must get in. */
  readonly mode?: number;
}

export interface TempDir {
  /** Without symbolic links. */
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** Makes a folder that outlives the running test, for `beforeAll` and for programs. The caller removes it. */
export async function makeTempDir({ mode = 0o755 }: TempDirOptions = {}): Promise<TempDir> {
  const dir = await mkdtemp(path.join(await realpath(tmpdir()), 'rote-test-'));
  await chmod(dir, mode);
  return { path: dir, remove: () => rm(dir, { recursive: true, force: true, maxRetries: 5 }) };
}
