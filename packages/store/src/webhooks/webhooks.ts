import { randomBytes } from 'node:crypto';
import { RoteError } from '@rote/domain';
import { AT_THE_HOST, type Author, recordChange } from '../access/audit.js';
import type { Database } from '../database/database.js';
import type { EventRecord } from '../events/event-record.js';
import { Prisma } from '../generated/client.js';

export interface WebhookRecord {
  readonly id: string;
  readonly url: string;
  readonly types: readonly string[];
  /** Only events of this sweep; `null` for those of all sweeps. */
  readonly sweep: string | null;
  readonly createdAt: Date;
  readonly pending: number;
  readonly failed: number;
}

export interface DeliveryRecord extends EventRecord {
  readonly state: 'pending' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

/** A delivery that this process must try now, and no other for a minute. */
export interface ClaimedDelivery {
  readonly webhook: string;
  readonly url: string;
  readonly secret: string;
  /** The number of this attempt. */
  readonly attempt: number;
  readonly event: EventRecord;
}

interface DeliveryOutcome {
  /** The HTTP status; `null` if there was no answer. */
  readonly status: number | null;
  /** `null` if it was delivered. */
  readonly error: string | null;
  /** When to try again; `null` if that is not worth it, or not needed. */
  readonly retryInMs: number | null;
}

/** Keeps addresses to which events are sent, and what was sent. */
export interface WebhookStore {
  /** Makes a webhook; `secret` is shown only here. It gets events that happen from now on. */
  create(
    webhook: Pick<WebhookRecord, 'url' | 'types' | 'sweep'>,
    author?: Author,
  ): Promise<{ readonly webhook: WebhookRecord; readonly secret: string }>;
  /** Returns the newest first. */
  list(): Promise<readonly WebhookRecord[]>;
  /** Deletes a webhook and its deliveries. @throws RoteError `webhook-not-found` */
  delete(id: string, author?: Author): Promise<void>;
  /** Returns the newest first. @throws RoteError `webhook-not-found` */
  listDeliveries(
    id: string,
    page: { readonly limit: number; readonly state?: DeliveryRecord['state'] | undefined },
  ): Promise<readonly DeliveryRecord[]>;
  /** Sends one delivery again, or all that failed; resolves to how many. @throws RoteError `webhook-not-found` */
  replay(id: string, event: number | undefined, author?: Author): Promise<number>;
  /** Gives new events their deliveries, once, whichever process asks; resolves to whether there are webhooks. */
  enqueue(): Promise<boolean>;
  /** Takes deliveries that are due. If this process dies, another takes them after a minute. */
  claim(limit: number): Promise<readonly ClaimedDelivery[]>;
  /** Records how an attempt ended, unless a later one has begun. */
  record(delivery: ClaimedDelivery, outcome: DeliveryOutcome): Promise<void>;
  /** Deletes deliveries that ended before this; resolves to how many. */
  prune(olderThanHours: number): Promise<number>;
}

const PRUNED_TOGETHER = 5000;

const COLUMNS = Prisma.sql`w.id, w.url, w.types, w.sweep_id AS sweep, w.created_at AS "createdAt",
  (SELECT count(*) FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.state = 'pending')::int AS pending,
  (SELECT count(*) FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.state = 'failed')::int AS failed`;

const notFound = (id: string): RoteError =>
  new RoteError(
    'webhook-not-found',
    `There is no webhook ${id}; GET /v1/webhooks (rote webhooks list) lists all.`,
  );

interface ClaimedRow extends EventRecord {
  readonly webhook: string;
  readonly url: string;
  readonly secret: string;
  readonly attempt: number;
}

export function createWebhookStore({ client, transaction }: Database): WebhookStore {
  const require = async (id: string): Promise<void> => {
    const rows = await client.$queryRaw<unknown[]>`SELECT id FROM webhooks WHERE id = ${id}::uuid`;
    if (rows.length === 0) throw notFound(id);
  };
  return {
    create: ({ url, types, sweep }, author = AT_THE_HOST) =>
      transaction(async (tx) => {
        const secret = `whsec_${randomBytes(32).toString('base64')}`;
        const [webhook] = await tx.$queryRaw<WebhookRecord[]>`
          INSERT INTO webhooks AS w (url, types, sweep_id, secret, last_event_id)
          VALUES (${url}, ${[...types]}::text[], ${sweep}::uuid, ${secret}, (SELECT coalesce(max(id), 0) FROM events))
          RETURNING ${COLUMNS}`;
        if (webhook === undefined) throw new Error('a webhook was not inserted');
        await recordChange(tx, author, {
          action: 'webhook.create',
          object: webhook.id,
          details: { host: new URL(url).host, types, sweep },
        });
        return { webhook, secret };
      }),
    list: () =>
      client.$queryRaw<WebhookRecord[]>`SELECT ${COLUMNS} FROM webhooks w ORDER BY w.created_at DESC, w.id`,
    delete: (id, author = AT_THE_HOST) =>
      transaction(async (tx) => {
        const deleted = await tx.$executeRaw`DELETE FROM webhooks WHERE id = ${id}::uuid`;
        if (deleted === 0) throw notFound(id);
        await recordChange(tx, author, { action: 'webhook.delete', object: id });
      }),
    async listDeliveries(id, { limit, state }) {
      await require(id);
      return await client.$queryRaw<DeliveryRecord[]>`
        SELECT event_id::float8 AS id, happened_at AS "happenedAt", type, sweep_id AS sweep, data, state, attempts,
          next_attempt_at AS "nextAttemptAt", last_status AS "lastStatus", last_error AS "lastError"
        FROM webhook_deliveries
        WHERE webhook_id = ${id}::uuid ${state === undefined ? Prisma.empty : Prisma.sql`AND state = ${state}`}
        ORDER BY event_id DESC LIMIT ${limit}`;
    },
    replay: (id, event, author = AT_THE_HOST) =>
      transaction(async (tx) => {
        const found = await tx.$queryRaw<unknown[]>`SELECT id FROM webhooks WHERE id = ${id}::uuid`;
        if (found.length === 0) throw notFound(id);
        const which =
          event === undefined ? Prisma.sql`state = 'failed'` : Prisma.sql`event_id = ${event}::bigint`;
        const replayed = await tx.$executeRaw`
          UPDATE webhook_deliveries SET state = 'pending', attempts = 0, next_attempt_at = now(), ended_at = NULL
          WHERE webhook_id = ${id}::uuid AND ${which}`;
        await recordChange(tx, author, {
          action: 'webhook.replay',
          object: id,
          details: { event, replayed },
        });
        return replayed;
      }),
    async enqueue() {
      // A webhook that another process has locked is in its hands. One that it has updated is seen as updated, with an id
      // beyond `newest`.
      const [row] = await client.$queryRaw<{ exist: boolean }[]>`
        WITH due AS (
          SELECT id, types, sweep_id, last_event_id FROM webhooks FOR NO KEY UPDATE SKIP LOCKED
        ), newest AS (
          SELECT coalesce(max(id), 0) AS id FROM events
        ), added AS (
          INSERT INTO webhook_deliveries (webhook_id, event_id, type, happened_at, sweep_id, data)
          SELECT due.id, e.id, e.type, e.happened_at, e.sweep_id, e.data
          FROM newest, due JOIN events e ON e.id > due.last_event_id
          WHERE e.id <= newest.id AND e.type = ANY (due.types) AND (due.sweep_id IS NULL OR due.sweep_id = e.sweep_id)
          ON CONFLICT DO NOTHING
        ), moved AS (
          UPDATE webhooks w SET last_event_id = newest.id FROM due, newest
          WHERE w.id = due.id AND due.last_event_id < newest.id
        )
        SELECT EXISTS (SELECT FROM webhooks) AS exist`;
      return row?.exist ?? false;
    },
    async claim(limit) {
      const rows = await client.$queryRaw<ClaimedRow[]>`
        UPDATE webhook_deliveries d SET attempts = d.attempts + 1, next_attempt_at = now() + interval '1 minute'
        FROM webhooks w
        WHERE w.id = d.webhook_id AND (d.webhook_id, d.event_id) IN (
          SELECT webhook_id, event_id FROM webhook_deliveries
          WHERE state = 'pending' AND next_attempt_at <= now()
          ORDER BY next_attempt_at, event_id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING w.id AS webhook, w.url, w.secret, d.attempts AS attempt, d.event_id::float8 AS id,
          d.happened_at AS "happenedAt", d.type, d.sweep_id AS sweep, d.data`;
      return rows.map(({ webhook, url, secret, attempt, ...event }) => ({
        webhook,
        url,
        secret,
        attempt,
        event,
      }));
    },
    async record({ webhook, event, attempt }, { status, error, retryInMs }) {
      const state = error === null ? 'delivered' : retryInMs === null ? 'failed' : 'pending';
      await client.$executeRaw`
        UPDATE webhook_deliveries SET state = ${state}, last_status = ${status}, last_error = ${error},
          next_attempt_at = now() + coalesce(${retryInMs}::int, 0) * interval '1 millisecond',
          ended_at = CASE WHEN ${state} <> 'pending' THEN now() END
        WHERE webhook_id = ${webhook}::uuid AND event_id = ${event.id}::bigint AND attempts = ${attempt} AND state = 'pending'`;
    },
    prune: (olderThanHours) => client.$executeRaw`
      DELETE FROM webhook_deliveries WHERE (webhook_id, event_id) IN (
        SELECT webhook_id, event_id FROM webhook_deliveries
        WHERE ended_at < now() - ${olderThanHours}::int * interval '1 hour' LIMIT ${PRUNED_TOGETHER})`,
  };
}
