import { LinkIndex } from '@rote/contracts';
import type { App } from '../app-types.js';
import { problemResponses } from './problem-responses.js';

const INDEX: LinkIndex = {
  name: 'rote',
  links: {
    sweeps: '/v1/sweeps',
    queues: '/v1/queues',
    workers: '/v1/workers',
    documentation: '/docs',
    openapi: '/openapi.json',
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
        summary: 'Where to go from here',
        response: { 200: LinkIndex, ...problemResponses },
      },
    },
    () => INDEX,
  );
}
