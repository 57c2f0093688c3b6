import type { CellState, DeviceRequirement, EpochMetrics } from '@rote/domain';
import { CELL_STATES, RoteError } from '@rote/domain';
import type { AttemptRecord, CellRecord, StoredResult } from './cell-row.js';
import { toAttemptRecord, toCellRecord, toStoredResult } from './cell-row.js';
import type { Database } from '../database/database.js';
import { deviceRequirement } from './device-requirement.js';
import { toEpochMetrics } from './epoch-row.js';
import { type Measure, Prisma } from '../generated/client.js';
import { type NextAttempt, readNextAttempts } from './next-attempts.js';
import { ALL_TALLIES } from './tallies.js';

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
  /** Read no other epochs than these. */
  readonly only?: readonly number[] | undefined;
}

/** A learning curve as numbers: `null` where the cell has no such images, NaN or infinite where training diverged. */
export interface CurveShape {
  /** In ascending order. */
  readonly epochs: readonly number[];
  /** Each loss and accuracy, with as many values as there are epochs. */
  readonly series: readonly (readonly (number | null)[])[];
}

const SERIES = ['train', 'clean_train', 'corrupted_train', 'test'].flatMap((images) => [
  `${images}_loss`,
  `${images}_accuracy`,
]);

/** Reads cells. */
export interface CellStore {
  find(id: string): Promise<CellRecord | undefined>;
  /** @throws RoteError `cell-not-found` */
  get(id: string): Promise<CellRecord>;
  result(id: string): Promise<StoredResult | undefined>;
  /** Returns the epochs reported so far, in order; for a cell that was retried, those of all its attempts together. */
  curve(id: string, range?: EpochRange): Promise<readonly EpochMetrics[]>;
  /** Returns the losses and accuracies of these epochs, without anything else. */
  curveShape(id: string, range: Pick<EpochRange, 'from' | 'to'>): Promise<CurveShape>;
  /** Returns the next attempt if the cell waits for one after a failure. */
  nextAttempt(id: string): Promise<NextAttempt | undefined>;
  /** Returns the attempts, first to last. */
  attempts(id: string): Promise<readonly AttemptRecord[]>;
  /**
   * Returns those of the cells whose checkpoints are no longer needed. Cells that this database does not contain never
   * count.
   */
  disposable(ids: readonly string[]): Promise<readonly string[]>;
  /** Returns those of the cells that were deleted with their last sweep and do not exist again: whatever is stored of them can go. */
  deleted(ids: readonly string[]): Promise<readonly string[]>;
  /** Returns how many cells are in each state, over all sweeps. */
  countByState(): Promise<Readonly<Record<CellState, number>>>;
  /** Returns how many seconds the oldest queued cell has been queued, by what it requires; `null` if none is. */
  oldestQueued(): Promise<Readonly<Record<DeviceRequirement, number | null>>>;
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
    async curve(id, { from = 1, to, after = 0, limit, only } = {}) {
      const rows = await client.epoch.findMany({
        where: {
          cellId: id,
          epoch: {
            gte: from,
            gt: after,
            ...(to !== undefined && { lte: to }),
            ...(only !== undefined && { in: [...only] }),
          },
        },
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
    async curveShape(id, { from = 1, to }) {
      const columns = ['epoch', ...SERIES].map(
        (name) => `array_agg(${name}::float8 ORDER BY epoch) AS ${name}`,
      );
      const [shape] = await client.$queryRaw<Record<string, readonly (number | null)[] | null>[]>`
        SELECT ${Prisma.raw(columns.join(', '))} FROM epochs
        WHERE cell_id = ${id} AND epoch >= ${from}::int AND (${to ?? null}::int IS NULL OR epoch <= ${to ?? null}::int)`;
      return {
        epochs: (shape?.['epoch'] ?? []) as readonly number[],
        series: SERIES.map((name) => shape?.[name] ?? []),
      };
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
    async deleted(ids) {
      const cells = await client.$queryRaw<{ id: string }[]>`
        SELECT d.cell_id AS id FROM deleted_cells d
        WHERE d.cell_id = ANY(${[...ids]}::text[]) AND NOT EXISTS (SELECT FROM cells c WHERE c.id = d.cell_id)`;
      return cells.map(({ id }) => id);
    },
    async countByState() {
      const found = await client.$queryRaw<{ readonly state: CellState; readonly cells: number }[]>`
        SELECT state, sum(cells)::float8 AS cells FROM (${ALL_TALLIES}) t WHERE sweep_id IS NULL GROUP BY state`;
      const counts = new Map<string, number>(found.map(({ state, cells }) => [state, cells]));
      return Object.fromEntries(CELL_STATES.map((state) => [state, counts.get(state) ?? 0])) as Record<
        CellState,
        number
      >;
    },
    async oldestQueued() {
      const rows = await client.$queryRaw<{ readonly device: DeviceRequirement; readonly seconds: number }[]>`
        SELECT device, greatest(0, extract(epoch FROM now() - min(queued_at)))::float8 AS seconds
        FROM (
          SELECT c.queued_at, ${deviceRequirement(Prisma.sql`c.id`)} AS device FROM cells c WHERE c.state = 'queued'
        ) queued GROUP BY device`;
      const found = new Map(rows.map(({ device, seconds }) => [device, seconds]));
      return { any: found.get('any') ?? null, gpu: found.get('gpu') ?? null };
    },
  };
}
