import type { Webhook, WebhookDelivery } from '@rote/contracts';
import type { DeliveryRecord, WebhookRecord } from '@rote/store';
import { messageIdOf } from '../webhooks/send-webhook.js';

export const toWebhook = ({ createdAt, types, ...rest }: WebhookRecord): Webhook => ({
  ...rest,
  types: [...types] as Webhook['types'],
  createdAt: createdAt.toISOString(),
});

export const toDelivery = (
  webhook: string,
  { id, type, sweep, state, attempts, nextAttemptAt, lastStatus, lastError }: DeliveryRecord,
): WebhookDelivery => ({
  event: id,
  messageId: messageIdOf(webhook, id),
  type,
  sweep,
  state,
  attempts,
  nextAttemptAt: state === 'pending' ? nextAttemptAt.toISOString() : null,
  lastStatus,
  lastError,
});
