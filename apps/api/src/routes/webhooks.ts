import {
  CreatedWebhook,
  DEFAULT_PAGE,
  NewWebhook,
  WebhookDeliveries,
  WebhookDeliveryQuery,
  WebhookList,
  WebhookPath,
  WebhookReplay,
  WebhookReplayed,
} from '@rote/contracts';
import { Type } from 'typebox';
import { authorOf } from '../access/caller.js';
import type { App, AppOptions } from '../app-types.js';
import { SPEC_MEDIA_TYPES } from '../bodies/accept-bodies.js';
import { parseBody } from '../bodies/parse-body.js';
import { toDelivery, toWebhook } from '../presenters/webhook.js';
import { checkWebhookUrl } from '../webhooks/check-address.js';
import { startDeliverer } from '../webhooks/start-deliverer.js';
import { BODY_PROBLEMS, problemResponses } from './problem-responses.js';

const DEFAULT_TYPES = ['sweep.submitted', 'sweep.ended'] as const;
const WEEK_HOURS = 7 * 24;

/** Adds the routes by which an administrator says where events are sent, and sends them. */
export function addWebhookRoutes(
  app: App,
  { store, logger, webhooks, events }: Pick<AppOptions, 'store' | 'logger' | 'webhooks' | 'events'>,
): void {
  const allowPrivate = webhooks?.allowPrivate ?? false;
  const deliverer = startDeliverer({
    store,
    logger,
    allowPrivate,
    keptHours: events?.keptHours ?? WEEK_HOURS,
    ...(webhooks?.retryMs && { retryMs: webhooks.retryMs }),
  });
  app.addHook('preClose', () => deliverer.stop());

  app.post(
    '/v1/webhooks',
    {
      // The answer has a secret.
      compress: false,
      schema: {
        operationId: 'createWebhook',
        tags: ['events'],
        summary: 'Make a webhook, to which events are sent',
        description:
          'Each event is a POST with the headers webhook-id, webhook-timestamp and webhook-signature of Standard Webhooks. The answer to this ' +
          'request is the only place where the secret appears. An address that is not on the public internet is rejected, unless the operator of ' +
          'the server allows it.',
        consumes: [...SPEC_MEDIA_TYPES],
        body: NewWebhook,
        response: {
          201: { description: 'The webhook', content: { 'application/json': { schema: CreatedWebhook } } },
          ...problemResponses('sweep-not-found', ...BODY_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      const { url, types = [...DEFAULT_TYPES], sweep } = parseBody(NewWebhook, request.body);
      await checkWebhookUrl(url, { allowPrivate });
      const id = sweep?.toLowerCase();
      if (id !== undefined) await store.events.requireSweep(id);
      const { webhook, secret } = await store.webhooks.create(
        { url: new URL(url).href, types, sweep: id ?? null },
        authorOf(request),
      );
      return await reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...toWebhook(webhook), secret });
    },
  );

  app.get(
    '/v1/webhooks',
    {
      schema: {
        operationId: 'listWebhooks',
        tags: ['events'],
        summary: 'List all webhooks, the newest first',
        response: { 200: WebhookList, ...problemResponses() },
      },
    },
    async () => ({ items: (await store.webhooks.list()).map(toWebhook) }),
  );

  app.delete(
    '/v1/webhooks/:id',
    {
      schema: {
        operationId: 'deleteWebhook',
        tags: ['events'],
        summary: 'Delete a webhook and its deliveries',
        params: WebhookPath,
        response: {
          204: Type.Null({ description: 'It is deleted' }),
          ...problemResponses('webhook-not-found', ...BODY_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      await store.webhooks.delete(request.params.id, authorOf(request));
      return await reply.code(204).send(null);
    },
  );

  app.get(
    '/v1/webhooks/:id/deliveries',
    {
      schema: {
        operationId: 'listWebhookDeliveries',
        tags: ['events'],
        summary: 'List what was sent to a webhook, and what came of it',
        params: WebhookPath,
        querystring: WebhookDeliveryQuery,
        response: { 200: WebhookDeliveries, ...problemResponses('webhook-not-found') },
      },
    },
    async ({ params: { id }, query: { limit = DEFAULT_PAGE, state } }) => ({
      items: (await store.webhooks.listDeliveries(id, { limit, state })).map((each) => toDelivery(id, each)),
    }),
  );

  app.post(
    '/v1/webhooks/:id/replay',
    {
      schema: {
        operationId: 'replayWebhook',
        tags: ['events'],
        summary: 'Send events to a webhook again',
        description: 'One event, whatever came of it, or all that failed. They keep their ids.',
        consumes: [...SPEC_MEDIA_TYPES],
        params: WebhookPath,
        body: WebhookReplay,
        response: { 200: WebhookReplayed, ...problemResponses('webhook-not-found', ...BODY_PROBLEMS) },
      },
    },
    async (request) => {
      const { event } = parseBody(WebhookReplay, request.body);
      const replayed = await store.webhooks.replay(request.params.id, event, authorOf(request));
      deliverer.nudge();
      return { replayed };
    },
  );
}
