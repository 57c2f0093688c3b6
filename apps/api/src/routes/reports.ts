import { randomUUID } from 'node:crypto';
import { FigureList, FigurePath, SweepPath } from '@rote/contracts';
import type { FigureName } from '@rote/domain';
import { FIGURE_NAMES, hasSweepEnded, RoteError } from '@rote/domain';
import { type FigureTitle, tablesOf } from '@rote/figures';
import type { Sweep } from '@rote/store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App, AppOptions } from '../app-types.js';
import { asInertPage } from '../http/inert-page.js';
import { createDrawingDesk } from '../figures/drawing-desk.js';
import { createDrawingThread, type DrawTask } from '../figures/drawing-thread.js';
import { etagOf, hasAlready } from '../http/etags.js';
import { problemResponses } from './problem-responses.js';

/** Returned instead of a drawing if the answer has already been sent. */
const ALREADY_THERE = Symbol('the client has it');

/** Drawings depend on code too: after a restart of this server, they may differ. */
const STARTED = randomUUID();

/** Returns what a sweep's report and figures depend on; for an ended sweep, that is everything. */
const factsOf = ({ id, name, state, endedAt, counts }: Sweep): string =>
  JSON.stringify([STARTED, id, name, state, endedAt, counts]);

export function addReportRoutes(app: App, { store }: Pick<AppOptions, 'store'>): void {
  const desk = createDrawingDesk();
  const thread = createDrawingThread();
  app.addHook('onClose', () => thread.close());

  /**
   * Draws something of a sweep for a route; if the sweep has ended, only once.
   *
   * @returns `ALREADY_THERE` if the client already has it, and has been told so
   * @throws RoteError `sweep-not-found`
   */
  const draw = async (
    request: FastifyRequest,
    reply: FastifyReply,
    {
      id,
      what,
      make,
    }: { readonly id: string; readonly what: string; readonly make: () => Promise<DrawTask> },
  ): Promise<unknown> => {
    const sweep = await store.sweeps.get(id);
    const key = `${what} ${factsOf(sweep)}`;
    const isFinal = hasSweepEnded(sweep.state);
    if (isFinal) {
      const etag = etagOf(key);
      void reply.header('etag', etag).header('cache-control', 'no-cache');
      if (hasAlready(request, etag)) {
        await reply.code(304).send();
        return ALREADY_THERE;
      }
    }
    return await desk.draw(key, { isFinal }, async () => await thread.draw(await make()));
  };

  const makeFigure = (kind: 'svg' | 'png', id: string, name: FigureName) => ({
    id,
    what: `${name}.${kind}`,
    make: async () => ({ kind, name, rows: await store.reports.readRows(id, tablesOf([name])) }) as const,
  });

  const noSuchFigure = (id: string, name: FigureName): RoteError =>
    new RoteError(
      'figure-not-found',
      `Sweep ${id} has no rows for ${name} yet; GET /v1/sweeps/${id}/figures lists those it has.`,
    );

  app.get(
    '/v1/sweeps/:id/report',
    {
      schema: {
        operationId: 'getReport',
        tags: ['sweeps'],
        summary: 'The paper’s tables and figures for the results of a sweep, as one page',
        description:
          'The page is self-contained. If the sweep has not ended, it covers the cells that have results, and lists those that have none.',
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
    async (request, reply) => {
      const { id } = request.params;
      const page = await draw(request, reply, {
        id,
        what: 'report',
        make: async () => ({ kind: 'report', report: await store.reports.read(id) }),
      });
      if (page === ALREADY_THERE) return await reply;
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
    async (request, reply) => {
      const { id } = request.params;
      const figures = await draw(request, reply, {
        id,
        what: 'figures',
        make: async () => ({
          kind: 'list',
          rows: await store.reports.readRows(id, tablesOf(FIGURE_NAMES)),
        }),
      });
      if (figures === ALREADY_THERE) return await reply;
      const items = (figures as readonly FigureTitle[]).map(({ name, title }) => {
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
    async (request, reply) => {
      const { id, name } = request.params;
      const svg = await draw(request, reply, makeFigure('svg', id, name));
      if (svg === ALREADY_THERE) return await reply;
      if (svg === undefined) throw noSuchFigure(id, name);
      return await asInertPage(reply, 'image/svg+xml; charset=utf-8').send(svg);
    },
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
            description: 'The figure, twice as large as its SVG',
            content: {
              'image/png': { schema: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'image/png' }) },
            },
          },
          ...problemResponses('sweep-not-found', 'figure-not-found'),
        },
      },
    },
    async (request, reply) => {
      const { id, name } = request.params;
      const picture = await draw(request, reply, makeFigure('png', id, name));
      if (picture === ALREADY_THERE) return await reply;
      if (picture === undefined) throw noSuchFigure(id, name);
      return await reply.type('image/png').send(Buffer.from(picture as Uint8Array));
    },
  );
}
