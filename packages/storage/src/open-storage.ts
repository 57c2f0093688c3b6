import { openFolderStorage } from './folder-storage.js';
import type { ObjectStorage } from './object-storage.js';
import { openS3Storage } from './s3-storage.js';
import { parseStorageUrl } from './storage-url.js';

export interface OpenStorageOptions {
  /** Time limit for a call over the network, including all retries. Default: two minutes. */
  readonly callTimeoutMs?: number;
}

const CALL_TIMEOUT_MS = 2 * 60 * 1000;

/**
 * Opens a folder (a path or a `file://` URL) or a prefix in a bucket:
 * `s3://bucket/prefix?region=…&endpoint=http://…&forcePathStyle=true`. The AWS SDK finds credentials for S3:
 * environment, profile, or the role of a pod or a machine. Nothing connects before the first call.
 *
 * @throws RoteError `config-invalid` if the URL is not one of these
 */
export function openStorage(
  url: string,
  { callTimeoutMs = CALL_TIMEOUT_MS }: OpenStorageOptions = {},
): ObjectStorage {
  const location = parseStorageUrl(url);
  return location.kind === 'folder'
    ? openFolderStorage(location.folder)
    : openS3Storage(location, callTimeoutMs);
}
