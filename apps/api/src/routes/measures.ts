import { MeasuresQuery, ROW_FORMATS, SweepPath } from '@rote/contracts';
import type { App, AppOptions } from '../app-types.js';
import { clientGone } from '../http/client-gone.js';
import { formatOf, MEDIA_TYPES } from '../http/row-formats.js';
import type { EncodingThread } from '../query/encoding-thread.js';
import { encodeRows, FORM_OF_FORMAT, ROW_CONTENT } from '../query/encode-rows.js';
import { parsePositions } from '../sweeps/cell-selection.js';
import { problemResponses } from './problem-responses.js';

/** Adds the measures of many cells in one answer. */
export function addMeasuresRoute(
  app: App,
  { store, thread }: Pick<AppOptions, 'store'> & { readonly thread: EncodingThread },
): void {
  app.get(
    '/v1/sweeps/:id/measures',
    {
      // HEAD would read all of them.
      exposeHeadRoute: false,
      schema: {
        operationId: 'getMeasures',
        tags: ['sweeps'],
        summary: 'The complexity measures that cells of a sweep have at the end of training',
        description:
          'One row for each measure of each cell with a result: position, measure and value, as the SQL view "final_measures" has them, in order of ' +
          'position and measure. NaN and infinities are themselves in CSV and Arrow (an IPC stream), and text in NDJSON.',
        params: SweepPath,
        querystring: MeasuresQuery,
        response: {
          200: { description: 'The measures', content: ROW_CONTENT },
          ...problemResponses('sweep-not-found', 'too-many-queries'),
        },
      },
    },
    async ({ params: { id }, query, headers: { accept } }, reply) => {
      const { format = formatOf(accept, ROW_FORMATS), positions } = query;
      const cells = positions === undefined ? {} : { positions: parsePositions(positions) };
      const opened = await store.openMeasures(id, cells, {
        form: FORM_OF_FORMAT[format],
        signal: clientGone(reply),
      });
      void reply.header('vary', 'accept').type(MEDIA_TYPES[format]);
      return await reply.send(await encodeRows(opened, format, { thread, reply }));
    },
  );
}
