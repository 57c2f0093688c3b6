import { open } from 'node:fs/promises';
import path from 'node:path';
import { RoteError } from '@rote/domain';
import { type Entry, openPromise } from 'yauzl';

/** Every name in an export, so that an archive can write nowhere else. */
const NAME = /^[a-z]+\.(json|parquet|arrows|csv)$/;

/** Writes chunks to a new file that survives a power cut. */
export async function writeNewFile(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Unpacks the archive of an export into an empty folder. */
export async function unpackArchive(archive: string, folder: string, signal: AbortSignal): Promise<void> {
  const zip = await openPromise(archive).catch((cause: unknown) => {
    throw new RoteError('service-unavailable', 'the export arrived incomplete: try again', {
      retryable: true,
      cause,
    });
  });
  try {
    for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
      if (!NAME.test(entry.fileName))
        throw new RoteError('data-corrupt', `an export has no file "${entry.fileName}"`);
      await writeNewFile(path.join(folder, entry.fileName), await zip.openReadStreamPromise(entry), signal);
    }
  } finally {
    zip.close();
  }
}
