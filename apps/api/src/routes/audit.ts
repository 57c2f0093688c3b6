import { AuditPage, AuditQuery, DEFAULT_PAGE } from '@rote/contracts';
import type { App, AppOptions } from '../app-types.js';
import { toAuditEntry } from '../presenters/audit-entry.js';
import { decodeCursor } from './cursor.js';
import { pageOf } from './page-of.js';
import { problemResponses } from './problem-responses.js';

const isEntryId = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);

export function addAuditRoute(app: App, { store }: Pick<AppOptions, 'store'>): void {
  app.get(
    '/v1/audit',
    {
      schema: {
        operationId: 'listAuditEntries',
        tags: ['keys'],
        summary: 'List who changed what, the newest first',
        description:
          'Each change to a sweep or a key is recorded in the transaction that makes it. A request that changes nothing, such as a dry run or one that is rejected, leaves no entry.',
        querystring: AuditQuery,
        response: { 200: AuditPage, ...problemResponses() },
      },
    },
    async ({ query: { limit = DEFAULT_PAGE, cursor, object } }, reply) => {
      const entries = await store.audit.list({
        limit: limit + 1,
        ...(cursor !== undefined && { before: Number(decodeCursor(cursor, isEntryId)) }),
        ...(object !== undefined && { object }),
      });
      return pageOf(entries, {
        limit,
        view: toAuditEntry,
        placeOf: ({ id }) => id,
        path: '/v1/audit',
        query: { object },
        reply,
      });
    },
  );
}
