import type { BulkAction } from '@rote/domain';
import { hasState, HAS_NOT_ENDED } from '../cells/active-sweep.js';
import { Prisma } from '../generated/client.js';
import { matchesFilter, type SweepFilter } from '../sweeps/list-sweeps.js';

/** Sweeps by their properties, or by their ids, or both. */
export interface BulkFilter extends SweepFilter {
  readonly ids?: readonly string[];
}

/** Whether an action would change a row of `sweeps`. */
const CAN_CHANGE = {
  cancel: HAS_NOT_ENDED,
  pause: hasState('active'),
  resume: hasState('paused'),
  retry: Prisma.sql`(sweeps.cancelled_at IS NULL AND EXISTS (
    SELECT FROM sweep_cells m WHERE m.sweep_id = sweeps.id AND m.state = 'failed'))`,
  prioritize: HAS_NOT_ENDED,
  label: Prisma.sql`true`,
  archive: Prisma.sql`sweeps.archived_at IS NULL`,
  unarchive: Prisma.sql`sweeps.archived_at IS NOT NULL`,
} as const satisfies Record<BulkAction, Prisma.Sql>;

const NO_CELLS = Prisma.sql`0`;
const cellsIn = (states: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT count(DISTINCT m.cell_id) FROM sweep_cells m JOIN chosen ON chosen.id = m.sweep_id WHERE m.state IN (${states}))`;
const LEFT = cellsIn(Prisma.sql`'pending', 'queued', 'running'`);

const CELLS = {
  cancel: LEFT,
  pause: LEFT,
  resume: LEFT,
  retry: cellsIn(Prisma.sql`'failed'`),
  prioritize: LEFT,
  label: NO_CELLS,
  archive: NO_CELLS,
  unarchive: NO_CELLS,
} as const satisfies Record<BulkAction, Prisma.Sql>;

/** Selects the ids of the sweeps that match and that an action would change. */
export function chosenBy({ ids, ...filter }: BulkFilter, action: BulkAction): Prisma.Sql {
  const conditions = [
    CAN_CHANGE[action],
    ...(ids === undefined ? [] : [Prisma.sql`id = ANY (${[...ids]}::uuid[])`]),
    ...matchesFilter(filter),
  ];
  return Prisma.sql`SELECT id FROM sweeps WHERE ${Prisma.join(conditions, ' AND ')}`;
}

/** Counts the cells of the sweeps in `chosen` that an action is about. */
export const cellsOf = (action: BulkAction): Prisma.Sql => CELLS[action];
