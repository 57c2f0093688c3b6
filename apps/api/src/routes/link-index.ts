import { LinkIndex } from '@rote/contracts';
import type { App } from '../app-types.js';
import { HtmlPage } from '../http/inert-page.js';
import { negotiate } from '../http/negotiate.js';
import { sendPage } from '../page/web-page.js';
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

export function addLinkIndexRoute(app: App): void {
  app.get(
    '/',
    {
      schema: {
        operationId: 'getIndex',
        tags: ['service'],
        summary: 'The main addresses of this server',
        description: 'Links as JSON, or the web page, by the Accept header.',
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
        ? await sendPage(reply)
        : INDEX;
    },
  );
}
