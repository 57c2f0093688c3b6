import { type QueryLimits, timeLimit } from '@rote/domain';
import { openQuery, type OpenQuery, type QueryRequest } from './open-query.js';
import { createQuerySlots } from './query-slots.js';

/** Returns a function that opens people's queries, a limited number at a time, each in its own session. */
export function createQueryOpener(
  databaseUrl: string,
  limits: QueryLimits,
): (request: QueryRequest, options?: { readonly signal?: AbortSignal }) => Promise<OpenQuery> {
  const slots = createQuerySlots({ count: limits.connections, waitMs: limits.waitMs });
  return async (request, { signal } = {}) => {
    const release = await slots.take(signal);
    const lifetime = timeLimit(limits.lifetimeMs);
    try {
      return await openQuery(databaseUrl, request, {
        ...limits,
        timeoutName: 'ROTE_QUERY_TIMEOUT_MS',
        signal: signal === undefined ? lifetime : AbortSignal.any([signal, lifetime]),
        onClose: release,
      });
    } catch (error) {
      release();
      throw error;
    }
  };
}
