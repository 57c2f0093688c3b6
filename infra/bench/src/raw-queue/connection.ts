import type { ConnectionOptions } from 'bullmq';

/** @param url a URL, or the path of a unix socket */
export const connectionOf = (url: string): ConnectionOptions => ({
  ...(url.startsWith('/') ? { path: url } : { url }),
  maxRetriesPerRequest: null,
});
