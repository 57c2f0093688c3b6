import type { Logger } from '@rote/runtime';
import type { ClaimedDelivery, Store } from '@rote/store';
import { type Loop, startLoop } from '../loops/start-loop.js';
import { sendWebhook } from './send-webhook.js';

export interface DelivererOptions {
  readonly store: Pick<Store, 'webhooks'>;
  readonly logger: Logger;
  /** Whether events may be sent to addresses that are not on the public internet. */
  readonly allowPrivate: boolean;
  /** How long ended deliveries are kept. */
  readonly keptHours: number;
  /** Waits before the second attempt, the third, and so on. Default: ten attempts over two days. */
  readonly retryMs?: readonly number[];
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const RETRY_MS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  4 * HOUR,
  12 * HOUR,
  24 * HOUR,
];
/** Sent at the same time. */
const TOGETHER = 20;

/**
 * Sends events to webhooks. Every process does; each delivery is claimed by one. An event is sent at least once: if a process
 * dies after the answer and before it is recorded, another sends it again with the same id. When it stops, it abandons what it is
 * sending, which will be sent again.
 */
export function startDeliverer({
  store,
  logger,
  allowPrivate,
  keptHours,
  retryMs = RETRY_MS,
}: DelivererOptions): Loop {
  const deliver = async (delivery: ClaimedDelivery, signal: AbortSignal): Promise<void> => {
    const { status, error } = await sendWebhook(delivery, { allowPrivate, signal });
    if (signal.aborted && error !== null) return; // its claim expires
    const retryInMs = error === null ? null : (retryMs[delivery.attempt - 1] ?? null);
    if (error !== null)
      logger[retryInMs === null ? 'warn' : 'debug'](
        { webhook: delivery.webhook, event: delivery.event.id, attempt: delivery.attempt, error },
        retryInMs === null ? 'Gave up sending an event to a webhook' : 'An event did not reach a webhook',
      );
    await store.webhooks.record(delivery, { status, error, retryInMs });
  };

  const deliverDue = async (signal: AbortSignal): Promise<void> => {
    if (!(await store.webhooks.enqueue())) return;
    for (let isFull = true; isFull && !signal.aborted;) {
      const claimed = await store.webhooks.claim(TOGETHER);
      await Promise.all(claimed.map((delivery) => deliver(delivery, signal)));
      isFull = claimed.length === TOGETHER;
    }
  };

  let prunedAt = performance.now();
  return startLoop({
    name: 'Sending events to webhooks',
    logger,
    lookMs: SECOND,
    maxDelayMs: 5 * SECOND,
    async turn(signal) {
      await deliverDue(signal);
      if (performance.now() - prunedAt < HOUR) return;
      await store.webhooks.prune(keptHours);
      prunedAt = performance.now();
    },
  });
}
