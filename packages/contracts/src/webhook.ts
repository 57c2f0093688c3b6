import type { Static } from 'typebox';
import { Type } from 'typebox';
import { EVENT_TYPES } from './event.js';
import { SweepId, SweepIdInput, UUID_INPUT_PATTERN } from './identifiers.js';
import { closed, Instant, Nullable } from './nullable.js';
import { DEFAULT_PAGE, Limit, MAX_PAGE } from './paging.js';

const types = Type.Array(Type.Enum([...EVENT_TYPES]), {
  minItems: 1,
  maxItems: EVENT_TYPES.length,
  uniqueItems: true,
  description: `a list of types of events: ${EVENT_TYPES.join(', ')}`,
});

const url = Type.String({
  maxLength: 2000,
  pattern: '^https?://[^\\s\\u0000-\\u001f]+$',
  description: 'an address with http or https, such as https://example.org/rote, without a login',
});

/** The body of a POST of a webhook. */
export const NewWebhook = Type.Object(
  {
    url,
    types: Type.Optional(types),
    sweep: Type.Optional(SweepIdInput),
  },
  { ...closed, description: 'a webhook to make; without types, it gets sweep.submitted and sweep.ended' },
);
export type NewWebhook = Static<typeof NewWebhook>;

export const Webhook = Type.Object(
  {
    id: Type.String({ description: 'its id, a UUID' }),
    url: Type.String({ description: 'where events are sent' }),
    types,
    sweep: Nullable(SweepId, { description: 'only events of this sweep; null: of all sweeps' }),
    createdAt: Instant('when it was made; only later events are sent'),
    pending: Type.Integer({ minimum: 0, description: 'deliveries that are due or will be tried again' }),
    failed: Type.Integer({ minimum: 0, description: 'deliveries that were given up' }),
  },
  { ...closed, description: 'an address to which events are sent' },
);
export type Webhook = Static<typeof Webhook>;

export const CreatedWebhook = Type.Object(
  {
    ...Webhook.properties,
    secret: Type.String({
      description: 'the key of its signatures, which is shown only this once: whsec_ and 32 bytes in base64',
    }),
  },
  { ...closed, description: 'a new webhook' },
);
export type CreatedWebhook = Static<typeof CreatedWebhook>;

export const WebhookList = Type.Object(
  { items: Type.Array(Webhook) },
  { ...closed, description: 'all webhooks, the newest first' },
);
export type WebhookList = Static<typeof WebhookList>;

export const WebhookDelivery = Type.Object(
  {
    event: Type.Integer({ minimum: 1, description: 'the id of the event' }),
    messageId: Type.String({ description: 'the header webhook-id, the same in every attempt' }),
    type: Type.String({ description: 'the type of the event' }),
    sweep: SweepId,
    state: Type.Enum(['pending', 'delivered', 'failed'], {
      description: 'pending until the address has answered with a status of 2xx, failed if it never did',
    }),
    attempts: Type.Integer({ minimum: 0, description: 'how often it was sent, or tried to be' }),
    nextAttemptAt: Nullable(Instant('when it is sent next'), { description: 'null unless it is pending' }),
    lastStatus: Nullable(Type.Integer(), {
      description: 'the status of the last answer; null: there was none',
    }),
    lastError: Nullable(Type.String(), { description: 'why the last attempt failed; null: it did not' }),
  },
  { ...closed, description: 'an event that is or was sent to a webhook' },
);
export type WebhookDelivery = Static<typeof WebhookDelivery>;

export const WebhookDeliveries = Type.Object(
  { items: Type.Array(WebhookDelivery) },
  { ...closed, description: 'deliveries, the newest event first' },
);
export type WebhookDeliveries = Static<typeof WebhookDeliveries>;

export const WebhookReplay = Type.Object(
  {
    event: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        description:
          'the id of an event: only its delivery, whatever came of it; omit it for all that failed',
      }),
    ),
  },
  { ...closed, description: 'which deliveries to repeat' },
);
export type WebhookReplay = Static<typeof WebhookReplay>;

export const WebhookReplayed = Type.Object(
  { replayed: Type.Integer({ minimum: 0, description: 'deliveries that will be sent again' }) },
  { ...closed, description: 'what a replay did' },
);
export type WebhookReplayed = Static<typeof WebhookReplayed>;

export const WebhookPath = Type.Object(
  { id: Type.String({ pattern: UUID_INPUT_PATTERN, description: 'the id of a webhook, a UUID' }) },
  closed,
);

export const WebhookDeliveryQuery = Type.Object(
  {
    limit: Limit(MAX_PAGE, DEFAULT_PAGE),
    state: Type.Optional(
      Type.Enum(['pending', 'delivered', 'failed'], {
        description: 'pending, delivered or failed: only deliveries in this state',
      }),
    ),
  },
  closed,
);
export type WebhookDeliveryQuery = Static<typeof WebhookDeliveryQuery>;
