import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { ExportQuery, SweepPath } from '@rote/contracts';
import { Type } from 'typebox';
import type { App, AppOptions } from '../app-types.js';
import { exportArchive } from '../export/export-archive.js';
import { clientGone } from '../http/client-gone.js';
import type { EncodingThread } from '../query/encoding-thread.js';
import { problemResponses } from './problem-responses.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

const Archive = Type.Unsafe<Readable>({ type: 'string', format: 'binary' });

/** Adds the export of a sweep. */
export function addExportRoute(
  app: App,
  { store, thread }: Pick<AppOptions, 'store'> & { readonly thread: EncodingThread },
): void {
  app.get(
    '/v1/sweeps/:id/export',
    {
      // HEAD would read the whole sweep.
      exposeHeadRoute: false,
      schema: {
        operationId: 'exportSweep',
        tags: ['sweeps'],
        summary: 'All of a sweep as files: results, cells, attempts, epochs, measures, examples and the spec',
        description:
          'A zip archive without compression, which arrives while the database is read, all of it from one moment. Its last file, ' +
          'manifest.json, has the versions, the engines, and the columns, row count and SHA-256 of each file; an archive without it is ' +
          'not complete. “rote import” brings it into another Rote.',
        params: SweepPath,
        querystring: ExportQuery,
        response: {
          200: { description: 'The archive', content: { 'application/zip': { schema: Archive } } },
          ...problemResponses('sweep-not-found', 'too-many-queries'),
        },
      },
    },
    async ({ params: { id }, query: { format = 'parquet' } }, reply) => {
      const opened = await store.openExport(id, { signal: clientGone(reply) });
      reply.raw.once('close', () => void opened.close());
      if (reply.raw.closed) await opened.close();
      return await reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="${id}.${format}.zip"`)
        .send(exportArchive(opened, { format, version, thread }));
    },
  );
}
