import type { QuerySlots } from '../queries/query-slots.js';
import { openExport, type OpenExport } from './open-export.js';

/** Returns a function that opens exports, which share the places of people's queries. */
export function createExportOpener(
  databaseUrl: string,
  slots: QuerySlots,
): (sweepId: string, options?: { readonly signal?: AbortSignal }) => Promise<OpenExport> {
  return async (sweepId, { signal } = {}) => {
    const release = await slots.take(signal);
    try {
      return await openExport(databaseUrl, sweepId, { signal, onClose: release });
    } catch (error) {
      release();
      throw error;
    }
  };
}
