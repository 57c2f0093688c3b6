import { createHash } from 'node:crypto';

/** A file of a data set in the cache, whose content is known in advance. */
export interface DataFile {
  readonly name: string;
  /** Length in bytes. */
  readonly bytes: number;
  /** SHA-256 of the content, in lower-case hex. */
  readonly sha256: string;
}

/** Describes what is wrong with `content` as `file`; undefined if nothing is. */
export function findFault(file: DataFile, content: Uint8Array): string | undefined {
  const found = createHash('sha256').update(content).digest('hex');
  if (found === file.sha256) return undefined;
  const length = content.length === file.bytes ? '' : ` (${content.length} bytes instead of ${file.bytes})`;
  return `expected SHA-256 ${file.sha256}, found ${found}${length}`;
}
