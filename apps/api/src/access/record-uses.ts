import type { Logger } from '@rote/runtime';
import type { KeyRecord, KeyStore } from '@rote/store';

const MINUTE = 60_000;

export interface UseRecorder {
  /** Takes note of a use without making its request wait: at most once a minute for each key. */
  readonly record: (key: KeyRecord) => void;
  /** Resolves when nothing is being written. */
  readonly settled: () => Promise<void>;
}

/** Creates what keeps `lastUsedAt` of keys. Losing one does no harm, so a failure is only logged. */
export function createUseRecorder(
  keys: Pick<KeyStore, 'recordUse'>,
  logger: Pick<Logger, 'debug'>,
): UseRecorder {
  const underWay = new Map<string, Promise<void>>();
  return {
    record({ id, lastUsedAt }) {
      const isRecent = lastUsedAt !== null && Date.now() - lastUsedAt.getTime() < MINUTE;
      if (isRecent || underWay.has(id)) return;
      const written = keys
        .recordUse(id)
        .catch((error: unknown) => {
          logger.debug({ err: error, key: id }, 'The use of a key was not recorded');
        })
        .finally(() => underWay.delete(id));
      underWay.set(id, written);
    },
    settled: async () => {
      await Promise.all(underWay.values());
    },
  };
}
