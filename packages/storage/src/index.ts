export { writeDurably } from './durable-write.js';
export type { ObjectStorage } from './object-storage.js';
export { openStorage, type OpenStorageOptions } from './open-storage.js';
export { parseStorageUrl } from './storage-url.js';
