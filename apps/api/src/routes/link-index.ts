import { LinkIndex } from '@rote/contracts';
import type { App } from '../app-types.js';
import { asInertPage, HtmlPage } from '../http/inert-page.js';
import { negotiate } from '../http/negotiate.js';
import { renderPage } from '../http/render-page.js';
import { openResponses } from './problem-responses.js';

const INDEX: LinkIndex = {
  name: 'rote',
  links: {
    sweeps: '/v1/sweeps',
    queues: '/v1/queues',
    workers: '/v1/workers',
    documentation: '/docs',
    openapi: '/openapi.json',
    sweepSchema: '/v1/schema/sweep',
    presets: '/v1/presets',
    problems: '/problems',
    liveness: '/healthz',
    readiness: '/readyz',
  },
};

const PAGE = renderPage({
  title: 'Rote',
  paragraphs: [
    'This server runs grids of training experiments and keeps every result. Submit a sweep with "rote submit sweep.yaml", or look around:',
  ],
  links: [
    ['Interactive documentation of this API', '/docs'],
    ['Sweeps, newest first', '/v1/sweeps'],
    ['Workers', '/v1/workers'],
    ['The queue', '/v1/queues'],
    ['OpenAPI document', '/openapi.json'],
    ['JSON Schema of a sweep file, for editors', '/v1/schema/sweep'],
    ['Presets of sweep files', '/v1/presets'],
    ['Kinds of problems', '/problems'],
  ],
});

export function addLinkIndexRoute(app: App): void {
  app.get(
    '/',
    {
      schema: {
        operationId: 'getIndex',
        tags: ['service'],
        summary: 'The main addresses of this server',
        description: 'Links as JSON, or a page for people, by the Accept header.',
        response: {
          200: {
            description: 'The links',
            content: { 'application/json': { schema: LinkIndex }, 'text/html': { schema: HtmlPage } },
          },
          ...openResponses('too-many-requests'),
        },
      },
    },
    async ({ headers }, reply) => {
      void reply.header('vary', 'accept');
      return negotiate(headers.accept, ['application/json', 'text/html']) === 'text/html'
        ? await asInertPage(reply, 'text/html; charset=utf-8').send(PAGE)
        : INDEX;
    },
  );
}
