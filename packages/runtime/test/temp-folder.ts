import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder that is removed when the test is over. Other accounts may enter it unless `mode` says otherwise. */
export async function makeTempFolder({ mode = 0o755 }: { readonly mode?: number } = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rote-runtime-'));
  await chmod(folder, mode);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
