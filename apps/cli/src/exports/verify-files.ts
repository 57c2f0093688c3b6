import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { ExportManifest } from '@rote/contracts';
import { RoteError } from '@rote/domain';

async function digestOf(file: string, signal: AbortSignal): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { signal }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/**
 * Checks that each file is what the manifest says.
 *
 * @throws RoteError `data-corrupt` with the file that is not
 */
export async function verifyFiles(
  folder: string,
  { files }: ExportManifest,
  signal: AbortSignal,
): Promise<void> {
  for (const { path: name, bytes, sha256 } of files) {
    const file = path.join(folder, name);
    const found = await digestOf(file, signal).catch((cause: unknown) => {
      signal.throwIfAborted();
      throw new RoteError('data-corrupt', `${file} cannot be read, and the manifest names it`, { cause });
    });
    if (found.bytes !== bytes || found.sha256 !== sha256)
      throw new RoteError(
        'data-corrupt',
        `${file} is not what was exported: it has ${String(found.bytes)} bytes and the SHA-256 ${found.sha256}, and the manifest ` +
          `says ${String(bytes)} and ${sha256}. Copy it again, or export the sweep again`,
      );
  }
}
