import { type QueryLimits, RoteError } from '@rote/domain';
import { openQuery, type OpenQuery, type QueryRequest } from './open-query.js';
import type { QuerySlots } from './query-slots.js';

/** Returns a function that opens people's queries, a limited number at a time, each in its own session. */
export function createQueryOpener(
  databaseUrl: string,
  limits: QueryLimits,
  slots: QuerySlots,
): (request: QueryRequest, options?: { readonly signal?: AbortSignal }) => Promise<OpenQuery> {
  return async (request, { signal } = {}) => {
    const release = await slots.take(signal);
    const lifetime = new AbortController();
    const timer = setTimeout(() => {
      lifetime.abort(
        new RoteError(
          'query-timeout',
          `the query and the reading of its rows took longer than ${String(limits.lifetimeMs / 1000)} s and were ended`,
        ),
      );
    }, limits.lifetimeMs).unref();
    const onClose = (): void => {
      clearTimeout(timer);
      release();
    };
    try {
      return await openQuery(databaseUrl, request, {
        ...limits,
        timeoutName: 'ROTE_QUERY_TIMEOUT_MS',
        signal: signal === undefined ? lifetime.signal : AbortSignal.any([signal, lifetime.signal]),
        onClose,
      });
    } catch (error) {
      onClose();
      throw error;
    }
  };
}
