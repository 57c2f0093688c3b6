import { connectClient, endClient, SERVER_KEEPALIVE } from '@rote/postgres';
import type pg from 'pg';
import { toRoteError } from '../database/database-error.js';
import { sequenceEvents } from './sequence-events.js';
import type { EventRecord } from './event-record.js';

/** Reads all events as they come, on its own connection. One feed in a process serves all who listen there. */
export interface EventFeed {
  /**
   * Returns the next events, in order, with all ids greater than those of earlier calls; none if nothing happened. It connects
   * when it is first called, and again after a failure. The first call returns none: it only finds where the events end.
   *
   * @throws RoteError `service-unavailable` (retryable) if the database cannot be reached
   */
  next(): Promise<readonly EventRecord[]>;
  /** Whether more events were waiting than the last call returned. */
  hasMore(): boolean;
  /** The id of the last event that `next` returned or passed; undefined before the first call. */
  last(): number | undefined;
  /** Resolves when the call in progress is over and the connection has ended. */
  close(): Promise<void>;
}

/** More wait for the next call. */
const BATCH = 1000;

/** What every call asks; mostly, there is nothing new. */
const LOOK = `SELECT EXISTS (SELECT FROM event_outbox) OR EXISTS (SELECT FROM tally_steps) AS waiting, coalesce((SELECT max(id) FROM events), 0)::float8 AS last`;
const READ = `SELECT id::float8 AS id, happened_at AS "happenedAt", type, sweep_id AS sweep, data
  FROM events WHERE id > $1 ORDER BY id LIMIT ${String(BATCH)}`;

interface Look {
  readonly waiting: boolean;
  readonly last: number;
}

export function openEventFeed(databaseUrl: string): EventFeed {
  let connected: pg.Client | undefined;
  let last: number | undefined;
  let isFull = false;
  let turn: Promise<unknown> = Promise.resolve();

  const connect = async (): Promise<pg.Client> =>
    await connectClient(databaseUrl, {
      applicationName: 'rote-events',
      settings: {
        ...SERVER_KEEPALIVE,
        timezone: 'UTC',
        statement_timeout: '60s',
        idle_session_timeout: '0',
        idle_in_transaction_session_timeout: '10s',
        default_transaction_read_only: 'off',
      },
      queryTimeoutMs: 60_000,
    });

  const look = async (client: pg.Client): Promise<Look> => {
    const { rows } = await client.query<Look>(LOOK);
    return rows[0] ?? { waiting: false, last: 0 };
  };

  const read = async (): Promise<readonly EventRecord[]> => {
    const client = (connected ??= await connect());
    try {
      const first = await look(client);
      if (first.waiting) await sequenceEvents(client);
      if (last === undefined) {
        last = first.waiting ? (await look(client)).last : first.last;
        return [];
      }
      if (!first.waiting && first.last <= last) return [];
      const { rows: events } = await client.query<EventRecord>(READ, [last]);
      last = events.at(-1)?.id ?? last;
      isFull = events.length === BATCH;
      return events;
    } catch (error) {
      connected = undefined;
      await endClient(client);
      throw error;
    }
  };

  return {
    next() {
      const reading = turn.then(read).catch((error: unknown) => {
        throw toRoteError(error);
      });
      turn = reading.catch(() => undefined);
      return reading;
    },
    hasMore: () => isFull,
    last: () => last,
    async close() {
      await turn;
      if (connected !== undefined) await endClient(connected);
      connected = undefined;
    },
  };
}
