import type { Database } from '../database/database.js';
import { sweepNotFound } from '../sweeps/find-sweep.js';
import { Prisma } from '../generated/client.js';
import type { EventRecord } from './event-record.js';

interface EventRange {
  /** Only events with higher ids. */
  readonly after: number;
  /** Only events with this id or lower ones. */
  readonly upTo: number;
  /** Only those of this sweep. */
  readonly sweep?: string | undefined;
  readonly limit: number;
}

/** Reads what happened before someone listened. */
export interface EventStore {
  /** Returns the oldest first. */
  list(range: EventRange): Promise<readonly EventRecord[]>;
  /** @throws RoteError `sweep-not-found` */
  requireSweep(id: string): Promise<void>;
  /** Returns the id of the oldest event that is kept; undefined if there is none. */
  findOldest(): Promise<number | undefined>;
  /** Deletes events older than this, a few thousand at most; resolves to how many. */
  prune(olderThanHours: number): Promise<number>;
}

/** Few enough that no transaction waits for the deletion. */
const PRUNED_TOGETHER = 5000;

export function createEventStore({ client }: Pick<Database, 'client'>): EventStore {
  return {
    async list({ after, upTo, sweep, limit }) {
      return await client.$queryRaw<EventRecord[]>`
        SELECT id::float8 AS id, happened_at AS "happenedAt", type, sweep_id AS sweep, data FROM events
        WHERE id > ${after} AND id <= ${upTo}
          ${sweep === undefined ? Prisma.empty : Prisma.sql`AND sweep_id = ${sweep}::uuid`}
        ORDER BY id LIMIT ${limit}`;
    },
    async requireSweep(id) {
      const rows = await client.$queryRaw<unknown[]>`SELECT id FROM sweeps WHERE id = ${id}::uuid`;
      if (rows.length === 0) throw sweepNotFound(id);
    },
    async findOldest() {
      const [row] = await client.$queryRaw<{ id: number | null }[]>`SELECT min(id)::float8 AS id FROM events`;
      return row?.id ?? undefined;
    },
    prune: (olderThanHours) => client.$executeRaw`
      DELETE FROM events WHERE id IN (
        SELECT id FROM (SELECT id, happened_at FROM events ORDER BY id LIMIT ${PRUNED_TOGETHER}) oldest
        WHERE happened_at < now() - ${olderThanHours}::int * interval '1 hour')`,
  };
}
