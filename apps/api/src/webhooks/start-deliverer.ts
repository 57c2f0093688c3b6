import type { Logger } from '@rote/runtime';
import type { ClaimedDelivery, Store } from '@rote/store';
import { createAlarm } from '../feeder/alarm.js';
import { createRetryLoop } from '../feeder/retry-loop.js';
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

export interface Deliverer {
  /** Looks now. */
  nudge(): void;
  /** Abandons what is being sent, which will be sent again, and stops. */
  stop(): Promise<void>;
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
const LOOK_MS = SECOND;
/** Sent at the same time. */
const TOGETHER = 20;

/**
 * Sends events to webhooks. Every process does; each delivery is claimed by one. An event is sent at least once: if a process
 * dies after the answer and before it is recorded, another sends it again with the same id.
 */
export function startDeliverer({
  store,
  logger,
  allowPrivate,
  keptHours,
  retryMs = RETRY_MS,
}: DelivererOptions): Deliverer {
  const stopping = new AbortController();
  const alarm = createAlarm();
  const loop = createRetryLoop({
    name: 'Sending events to webhooks',
    logger,
    minDelayMs: SECOND,
    maxDelayMs: 5 * SECOND,
  });

  const deliver = async (delivery: ClaimedDelivery): Promise<void> => {
    const { status, error } = await sendWebhook(delivery, { allowPrivate, signal: stopping.signal });
    if (stopping.signal.aborted && error !== null) return; // its claim expires
    const retryInMs = error === null ? null : (retryMs[delivery.attempt - 1] ?? null);
    if (error !== null)
      logger[retryInMs === null ? 'warn' : 'debug'](
        { webhook: delivery.webhook, event: delivery.event.id, attempt: delivery.attempt, error },
        retryInMs === null ? 'Gave up sending an event to a webhook' : 'An event did not reach a webhook',
      );
    await store.webhooks.record(delivery, { status, error, retryInMs });
  };

  const turn = async (): Promise<void> => {
    if (!(await store.webhooks.enqueue())) return;
    for (let isFull = true; isFull && !stopping.signal.aborted;) {
      const claimed = await store.webhooks.claim(TOGETHER);
      await Promise.all(claimed.map(deliver));
      isFull = claimed.length === TOGETHER;
    }
  };

  const run = async (): Promise<void> => {
    let prunedAt = performance.now();
    while (!stopping.signal.aborted) {
      await loop.attempt(turn);
      if (performance.now() - prunedAt > HOUR) {
        prunedAt = performance.now();
        await loop.attempt(() => store.webhooks.prune(keptHours));
      }
      const delayMs = loop.delayMs();
      await (delayMs > 0 ? createAlarm() : alarm).sleep(Math.max(delayMs, LOOK_MS), stopping.signal);
    }
  };
  const ended = run();
  return {
    nudge() {
      alarm.ring();
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
