import { CURVE_COLUMNS, CurvesQuery, DEFAULT_CURVE_COLUMNS, ROW_FORMATS, SweepPath } from '@rote/contracts';
import type { App, AppOptions } from '../app-types.js';
import { clientGone } from '../http/client-gone.js';
import { formatOf, MEDIA_TYPES } from '../http/row-formats.js';
import type { EncodingThread } from '../query/encoding-thread.js';
import { encodeRows, FORM_OF_FORMAT, ROW_CONTENT } from '../query/encode-rows.js';
import { parseNames, parsePositions } from '../sweeps/cell-selection.js';
import { problemResponses } from './problem-responses.js';

/** Adds the learning curves of many cells in one answer. */
export function addCurvesRoute(
  app: App,
  { store, thread }: Pick<AppOptions, 'store'> & { readonly thread: EncodingThread },
): void {
  app.get(
    '/v1/sweeps/:id/curves',
    {
      // HEAD would read all of them.
      exposeHeadRoute: false,
      schema: {
        operationId: 'getCurves',
        tags: ['sweeps'],
        summary: 'The learning curves of many cells of a sweep in one answer',
        description:
          'NDJSON and CSV have one row per epoch: position, epoch and the columns, as the SQL view "learning_curves" has them. Arrow (an IPC stream) has ' +
          'one row per cell: position, and a list of epochs and of each column. Rows are in order of position and epoch, and a cell without epochs has none. ' +
          'NaN and infinities are themselves in CSV and Arrow, and text in NDJSON.',
        params: SweepPath,
        querystring: CurvesQuery,
        response: {
          200: {
            description: 'The curves',
            content: ROW_CONTENT,
          },
          ...problemResponses('sweep-not-found', 'too-many-queries'),
        },
      },
    },
    async ({ params: { id }, query, headers: { accept } }, reply) => {
      const { format = formatOf(accept, ROW_FORMATS), columns, positions } = query;
      const selection = {
        columns:
          columns === undefined ? DEFAULT_CURVE_COLUMNS : parseNames('columns', columns, CURVE_COLUMNS),
        ...(positions !== undefined && { positions: parsePositions(positions) }),
      };
      const opened = await store.openCurves(id, selection, {
        form: FORM_OF_FORMAT[format],
        signal: clientGone(reply),
      });
      void reply.header('vary', 'accept').type(MEDIA_TYPES[format]);
      return await reply.send(await encodeRows(opened, format, { thread, reply }));
    },
  );
}
