import type { CellState, EpochMetrics } from '@rote/domain';
import { CELL_STATES, RoteError } from '@rote/domain';
import type { AttemptRecord, CellRecord, StoredResult } from './cell-row.js';
import { toAttemptRecord, toCellRecord, toStoredResult } from './cell-row.js';
import type { Database } from '../database/database.js';
import { toEpochMetrics } from './epoch-row.js';
import type { Measure } from '../generated/client.js';
import { type NextAttempt, readNextAttempts } from './next-attempts.js';

/** Which epochs of a curve to read. */
export interface EpochRange {
  /** The first epoch to read. */
  readonly from?: number | undefined;
  /** The last epoch to read. */
  readonly to?: number | undefined;
  /** Read only epochs after this one. */
  readonly after?: number | undefined;
  /** The maximum number of epochs to read. */
  readonly limit?: number | undefined;
}

/** Reads cells. */
export interface CellStore {
  find(id: string): Promise<CellRecord | undefined>;
  /** @throws RoteError `cell-not-found` */
  get(id: string): Promise<CellRecord>;
  result(id: string): Promise<StoredResult | undefined>;
  /** Returns the epochs reported so far, in order; for a cell that was retried, those of all its attempts together. */
  curve(id: string, range?: EpochRange): Promise<readonly EpochMetrics[]>;
  /** Returns the next attempt if the cell waits for one after a failure. */
  nextAttempt(id: string): Promise<NextAttempt | undefined>;
  /** Returns the attempts, first to last. */
  attempts(id: string): Promise<readonly AttemptRecord[]>;
  /**
   * Returns those of the cells whose checkpoints are no longer needed. Cells that this database does not contain never
   * count.
   */
  disposable(ids: readonly string[]): Promise<readonly string[]>;
  /** Returns how many cells are in each state, over all sweeps. */
  countByState(): Promise<Readonly<Record<CellState, number>>>;
}

/** A failed or cancelled cell may still be retried for this long. */
const RETRIED_WITHIN_DAYS = 7;

function byEpoch(measures: readonly Measure[]): ReadonlyMap<number, readonly Measure[]> {
  const groups = new Map<number, Measure[]>();
  for (const measure of measures) {
    const group = groups.get(measure.epoch);
    if (group === undefined) groups.set(measure.epoch, [measure]);
    else group.push(measure);
  }
  return groups;
}

export function createCellStore({ client }: Pick<Database, 'client'>): CellStore {
  const find = async (id: string): Promise<CellRecord | undefined> => {
    const row = await client.cell.findUnique({ where: { id } });
    return row === null ? undefined : toCellRecord(row);
  };
  return {
    find,
    async get(id) {
      const cell = await find(id);
      if (cell === undefined) throw new RoteError('cell-not-found', `there is no cell ${id}`);
      return cell;
    },
    async result(id) {
      const row = await client.cellResult.findUnique({
        where: { cellId: id },
        omit: { confusion: true },
        include: { madeBy: true, final: { include: { measures: true } } },
      });
      return row === null ? undefined : toStoredResult(row);
    },
    async curve(id, { from = 1, to, after = 0, limit } = {}) {
      const rows = await client.epoch.findMany({
        where: { cellId: id, epoch: { gte: from, gt: after, ...(to === undefined ? {} : { lte: to }) } },
        orderBy: { epoch: 'asc' },
        ...(limit === undefined ? {} : { take: limit }),
      });
      const [first, last] = [rows.at(0), rows.at(-1)];
      if (first === undefined || last === undefined) return [];
      const measures = byEpoch(
        await client.measure.findMany({
          where: { cellId: id, epoch: { gte: first.epoch, lte: last.epoch } },
        }),
      );
      return rows.map((row) => toEpochMetrics(row, measures.get(row.epoch) ?? []));
    },
    nextAttempt: async (id) => (await readNextAttempts(client, [id])).get(id),
    async attempts(id) {
      const rows = await client.attempt.findMany({ where: { cellId: id }, orderBy: { number: 'asc' } });
      return rows.map(toAttemptRecord);
    },
    async disposable(ids) {
      const cells = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM cells WHERE id = ANY(${[...ids]}::text[]) AND (state IN ('succeeded', 'diverged')
          OR (state IN ('failed', 'cancelled') AND ended_at < now() - ${RETRIED_WITHIN_DAYS} * interval '1 day'))`;
      return cells.map(({ id }) => id);
    },
    async countByState() {
      const groups = await client.cell.groupBy({ by: ['state'], _count: true });
      const counts = new Map<string, number>(groups.map(({ state, _count }) => [state, _count]));
      return Object.fromEntries(CELL_STATES.map((state) => [state, counts.get(state) ?? 0])) as Record<
        CellState,
        number
      >;
    },
  };
}
