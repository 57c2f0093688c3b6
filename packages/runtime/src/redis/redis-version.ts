/** BullMQ's recommended minimum; older versions lack blocking reads and some stream commands that it relies on. */
export const MINIMUM_REDIS_VERSION = '6.2.0';

/** Whether a version (`major.minor.patch`) is below {@link MINIMUM_REDIS_VERSION}. */
export function isOldRedis(version: string): boolean {
  return version.localeCompare(MINIMUM_REDIS_VERSION, 'en', { numeric: true }) < 0;
}
