import { FigureList, FigurePath, SweepPath } from '@rote/contracts';
import type { FigureName } from '@rote/domain';
import { FIGURE_NAMES, RoteError } from '@rote/domain';
import { listFigures, renderFigure, renderReport, tablesOf } from '@rote/figures';
import { Type } from 'typebox';
import type { App, AppOptions } from '../app-types.js';
import { asInertPage } from '../http/inert-page.js';
import { renderPng } from '../figures/render-png.js';
import { problemResponses } from './problem-responses.js';

export function addReportRoutes(app: App, { store }: Pick<AppOptions, 'store'>): void {
  /** @throws RoteError `sweep-not-found`, `figure-not-found` */
  const getFigure = async (id: string, name: FigureName): Promise<string> => {
    const svg = renderFigure(name, await store.reports.readRows(id, tablesOf([name])));
    if (svg === undefined)
      throw new RoteError(
        'figure-not-found',
        `Sweep ${id} has no rows for ${name}, or not yet; GET /v1/sweeps/${id}/figures lists those it has.`,
      );
    return svg;
  };

  app.get(
    '/v1/sweeps/:id/report',
    {
      schema: {
        operationId: 'getReport',
        tags: ['sweeps'],
        summary: 'The tables and figures of the paper from the results of a sweep, as one page',
        description:
          'The page needs nothing else. Of a sweep that has not ended, it is about the cells that have results, and says which have none.',
        params: SweepPath,
        response: {
          200: {
            description: 'The report',
            content: { 'text/html': { schema: Type.String() } },
          },
          ...problemResponses('sweep-not-found'),
        },
      },
    },
    async ({ params: { id } }, reply) => {
      const page = renderReport(await store.reports.read(id));
      return await asInertPage(reply, 'text/html; charset=utf-8').send(page);
    },
  );

  app.get(
    '/v1/sweeps/:id/figures',
    {
      schema: {
        operationId: 'listFigures',
        tags: ['sweeps'],
        summary: 'List the figures that a sweep has rows for',
        params: SweepPath,
        response: { 200: FigureList, ...problemResponses('sweep-not-found') },
      },
    },
    async ({ params: { id } }) => {
      const figures = listFigures(await store.reports.readRows(id, tablesOf(FIGURE_NAMES)));
      const items = figures.map(({ name, title }) => {
        const address = `/v1/sweeps/${id}/figures/${name}`;
        return { name, title, svg: `${address}.svg`, png: `${address}.png` };
      });
      return { items };
    },
  );

  app.get(
    '/v1/sweeps/:id/figures/:name.svg',
    {
      schema: {
        operationId: 'getFigureAsSvg',
        tags: ['sweeps'],
        summary: 'A figure as SVG',
        params: FigurePath,
        response: {
          200: { description: 'The figure', content: { 'image/svg+xml': { schema: Type.String() } } },
          ...problemResponses('sweep-not-found', 'figure-not-found'),
        },
      },
    },
    async ({ params: { id, name } }, reply) =>
      await asInertPage(reply, 'image/svg+xml; charset=utf-8').send(await getFigure(id, name)),
  );

  app.get(
    '/v1/sweeps/:id/figures/:name.png',
    {
      schema: {
        operationId: 'getFigureAsPng',
        tags: ['sweeps'],
        summary: 'A figure as PNG',
        params: FigurePath,
        response: {
          200: {
            description: 'The figure, twice as large as its SVG says',
            content: {
              'image/png': { schema: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'image/png' }) },
            },
          },
          ...problemResponses('sweep-not-found', 'figure-not-found'),
        },
      },
    },
    async ({ params: { id, name } }, reply) => {
      const picture = await renderPng(await getFigure(id, name));
      return await reply.type('image/png').header('x-content-type-options', 'nosniff').send(picture);
    },
  );
}
