import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder for the running test, removed when the test has finished. */
export async function useTempDir(): Promise<string> {
  const dir = await mkdtemp(path.join(await realpath(tmpdir()), 'rote-test-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}
