import { type BulkAction, RoteError } from '@rote/domain';
import { AT_THE_HOST, type Author } from '../access/audit.js';
import type { Database, Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import { isUuid } from '../sweeps/find-sweep.js';
import { type BulkFilter, cellsOf, chosenBy } from './choose-sweeps.js';

/** What is done to each sweep. */
interface BulkChange {
  readonly action: BulkAction;
  /** Of `prioritize`. */
  readonly priority?: number;
  /** Of `label`, as a merge patch. */
  readonly labels?: Readonly<Record<string, string | null>>;
}

/** What a bulk change would reach. */
interface BulkReach {
  readonly sweeps: number;
  /** Cells that it could start, stop or move in the queue, each once. */
  readonly cells: number;
}

interface BulkRefusal {
  readonly sweep: string;
  readonly message: string;
}

/** How far a bulk change has come. */
export interface BulkRecord {
  readonly id: string;
  readonly action: BulkAction;
  readonly createdAt: Date;
  /** `null` while a sweep waits. */
  readonly endedAt: Date | null;
  readonly sweeps: number;
  readonly waiting: number;
  readonly done: number;
  readonly refused: number;
  /** The first hundred. */
  readonly refusals: readonly BulkRefusal[];
}

/** A sweep that this process must change now, and no other for some minutes. */
export interface ClaimedChange extends BulkChange {
  readonly bulk: string;
  readonly sweep: string;
  readonly author: Author;
}

/** Changes many sweeps: chosen at once, and changed one after the other. */
export interface BulkStore {
  count(filter: BulkFilter, change: BulkChange): Promise<BulkReach>;
  /**
   * Chooses the sweeps, and has them changed by those who claim them.
   *
   * @param expected how many sweeps the person expects. With another number, nothing happens, and it resolves to undefined.
   */
  begin(
    filter: BulkFilter,
    change: BulkChange,
    options?: { readonly author?: Author; readonly expected?: number | undefined },
  ): Promise<BulkRecord | undefined>;
  find(id: string): Promise<BulkRecord | undefined>;
  /**
   * Takes sweeps that wait, each with its earliest change first. If this process dies, another takes them later; to change one twice
   * does no harm.
   */
  claim(limit: number): Promise<readonly ClaimedChange[]>;
  /** Records what came of one: refused with a message, or done. */
  record(change: ClaimedChange, refusal: string | undefined): Promise<void>;
  /** Lets another process take it at once. */
  release(change: ClaimedChange): Promise<void>;
}

const CLAIM = Prisma.sql`interval '5 minutes'`;
const KEPT = Prisma.sql`interval '30 days'`;
const REFUSALS = 100;

interface ClaimedRow {
  readonly bulk: string;
  readonly sweep: string;
  readonly action: BulkAction;
  readonly change: Omit<BulkChange, 'action'>;
  readonly key: string | null;
  readonly requestId: string | null;
}

async function findBulk(client: Queryable, id: string): Promise<BulkRecord | undefined> {
  const [row] = await client.$queryRaw<Omit<BulkRecord, 'refusals'>[]>`
    SELECT b.id, b.action, b.created_at AS "createdAt",
      CASE WHEN count(*) FILTER (WHERE s.state = 'waiting') = 0 THEN coalesce(max(s.ended_at), b.created_at) END AS "endedAt",
      count(s.sweep_id)::int AS sweeps, count(*) FILTER (WHERE s.state = 'waiting')::int AS waiting,
      count(*) FILTER (WHERE s.state = 'done')::int AS done, count(*) FILTER (WHERE s.state = 'refused')::int AS refused
    FROM bulk_changes b LEFT JOIN bulk_change_sweeps s ON s.bulk_change_id = b.id WHERE b.id = ${id}::uuid GROUP BY b.id`;
  if (row === undefined) return undefined;
  const refusals = await client.$queryRaw<BulkRefusal[]>`
    SELECT sweep_id AS sweep, message FROM bulk_change_sweeps
    WHERE bulk_change_id = ${id}::uuid AND state = 'refused' ORDER BY ended_at, sweep_id LIMIT ${REFUSALS}`;
  return { ...row, refusals };
}

export function createBulkStore({ client, transaction }: Database): BulkStore {
  const place = ({ bulk, sweep }: ClaimedChange): Prisma.Sql =>
    Prisma.sql`bulk_change_id = ${bulk}::uuid AND sweep_id = ${sweep}::uuid AND state = 'waiting'`;
  return {
    async count(filter, { action }) {
      const [row] = await client.$queryRaw<BulkReach[]>`
        WITH chosen AS (${chosenBy(filter, action)})
        SELECT (SELECT count(*) FROM chosen)::int AS sweeps, ${cellsOf(action)}::int AS cells`;
      return row ?? { sweeps: 0, cells: 0 };
    },
    begin: (filter, { action, ...change }, { author = AT_THE_HOST, expected } = {}) =>
      transaction(async (tx) => {
        await tx.$executeRaw`DELETE FROM bulk_changes WHERE created_at < now() - ${KEPT}`;
        const [begun] = await tx.$queryRaw<{ id: string }[]>`
          INSERT INTO bulk_changes (action, change, actor, request_id)
          VALUES (${action}, ${JSON.stringify(change)}::jsonb, ${author.key}, ${author.requestId}) RETURNING id`;
        if (begun === undefined) throw new Error('a bulk change was not inserted');
        const sweeps = await tx.$executeRaw`
          INSERT INTO bulk_change_sweeps (bulk_change_id, sweep_id)
          SELECT ${begun.id}::uuid, id FROM (${chosenBy(filter, action)}) AS chosen`;
        if (expected === undefined || expected === sweeps) return await findBulk(tx, begun.id);
        await tx.$executeRaw`DELETE FROM bulk_changes WHERE id = ${begun.id}::uuid`;
        return undefined;
      }),
    find: async (id) => (isUuid(id) ? await findBulk(client, id) : undefined),
    async claim(limit) {
      const rows = await client.$queryRaw<ClaimedRow[]>`
        UPDATE bulk_change_sweeps s SET claimed_until = now() + ${CLAIM} FROM bulk_changes b
        WHERE b.id = s.bulk_change_id AND (s.bulk_change_id, s.sweep_id) IN (
          SELECT w.bulk_change_id, w.sweep_id FROM bulk_change_sweeps w JOIN bulk_changes c ON c.id = w.bulk_change_id
          WHERE w.state = 'waiting' AND w.claimed_until <= now() AND NOT EXISTS (
            SELECT FROM bulk_change_sweeps earlier JOIN bulk_changes e ON e.id = earlier.bulk_change_id
            WHERE earlier.sweep_id = w.sweep_id AND earlier.state = 'waiting' AND (e.created_at, e.id) < (c.created_at, c.id))
          ORDER BY w.claimed_until LIMIT ${limit} FOR UPDATE OF w SKIP LOCKED)
        RETURNING b.id AS bulk, s.sweep_id AS sweep, b.action, b.change, b.actor AS key, b.request_id AS "requestId"`;
      return rows.map(({ bulk, sweep, action, change, key, requestId }) => ({
        bulk,
        sweep,
        action,
        ...change,
        author: { key, requestId },
      }));
    },
    async record(change, refusal) {
      await client.$executeRaw`
        UPDATE bulk_change_sweeps SET state = ${refusal === undefined ? 'done' : 'refused'}, message = ${refusal ?? null},
          ended_at = now() WHERE ${place(change)}`;
    },
    async release(change) {
      await client.$executeRaw`UPDATE bulk_change_sweeps SET claimed_until = now() WHERE ${place(change)}`;
    },
  };
}

/** No bulk change has this id, or it is too old. */
export const bulkChangeNotFound = (id: string): RoteError =>
  new RoteError('bulk-change-not-found', `There is no bulk change ${id}, or it is older than 30 days.`);
