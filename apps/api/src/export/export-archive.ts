import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import {
  EXPORT_MANIFEST_FILE,
  EXPORT_SPEC_FILE,
  type ExportedFile,
  type ExportManifest,
} from '@rote/contracts';
import { EXPORT_VERSION, type ExportFormat } from '@rote/domain';
import type { OpenExport } from '@rote/store';
import { ZipFile } from 'yazl';
import type { EncodingThread } from '../query/encoding-thread.js';
import { encodeTable, tableFile } from './table-file.js';

/** Yields the same chunks, and then calls back with their number of bytes and digest. */
async function* digested(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  onEnd: (digest: Pick<ExportedFile, 'bytes' | 'sha256'>) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  onEnd({ bytes, sha256: hash.digest('hex') });
}

const jsonOf = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);

export interface ExportArchiveOptions {
  readonly format: ExportFormat;
  /** The version of Rote. */
  readonly version: string;
  readonly thread: EncodingThread;
}

/**
 * Returns an export as a zip archive, which is written while the database is read: one file after the other, uncompressed. The
 * manifest comes last, because only then are the digests known.
 */
export function exportArchive(
  opened: OpenExport,
  { format, version, thread }: ExportArchiveOptions,
): Readable {
  const { sweep, takenAt, engines, tables } = opened;
  const zip = new ZipFile();
  const archive = new PassThrough();
  const files: ExportedFile[] = [];
  const add = (path: string, chunks: () => AsyncIterable<Uint8Array>): void => {
    zip.addReadStreamLazy(path, { compress: false, mtime: takenAt, mode: 0o100_644 }, (callback) => {
      callback(null, Readable.from(chunks(), { highWaterMark: 1 }));
    });
  };
  add(EXPORT_SPEC_FILE, () =>
    digested([jsonOf(sweep.spec)], (digest) => {
      files.push({ path: EXPORT_SPEC_FILE, ...digest });
    }),
  );
  for (const { name, open } of tables) {
    const path = tableFile(name, format);
    add(path, async function* () {
      const rows = await open();
      yield* digested(encodeTable(thread, rows, format), (digest) => {
        files.push({ path, ...digest, table: name, rows: rows.count(), columns: [...rows.columns] });
      });
    });
  }
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream of one chunk
  add(EXPORT_MANIFEST_FILE, async function* () {
    const { id, name, createdAt } = sweep;
    const manifest: ExportManifest = {
      exportVersion: EXPORT_VERSION,
      rote: version,
      format,
      takenAt: takenAt.toISOString(),
      sweep: { id, name, createdAt: createdAt.toISOString() },
      engines: [...engines],
      files,
    };
    yield jsonOf(manifest);
  });
  zip.end();
  zip.once('error', (error: Error) => archive.destroy(error));
  zip.outputStream.pipe(archive);
  archive.once('close', () => void opened.close());
  return archive;
}
