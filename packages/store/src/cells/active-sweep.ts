import type { SweepState } from '@rote/domain';
import { Prisma } from '../generated/client.js';

/** Whether a sweep, by its alias in the query, wants its cells: it is neither cancelled nor paused. */
export const isActive = (sweep: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${sweep}.cancelled_at IS NULL AND ${sweep}.paused_at IS NULL)`;

const HAS_CELLS_LEFT = Prisma.sql`EXISTS (
  SELECT FROM sweep_cells m WHERE m.sweep_id = sweeps.id AND m.state IN ('pending', 'queued', 'running'))`;

/** Whether a row of `sweeps` has neither been cancelled nor completed. */
export const HAS_NOT_ENDED = Prisma.sql`(sweeps.cancelled_at IS NULL AND ${HAS_CELLS_LEFT})`;

/** Excludes sweeps without cells. */
const HAS_ONLY_FAILED = Prisma.sql`(
  EXISTS (SELECT FROM sweep_cells m WHERE m.sweep_id = sweeps.id AND m.state = 'failed')
  AND NOT EXISTS (SELECT FROM sweep_cells m WHERE m.sweep_id = sweeps.id AND m.state <> 'failed'))`;

const CONDITIONS = {
  active: Prisma.sql`(sweeps.paused_at IS NULL AND ${HAS_NOT_ENDED})`,
  paused: Prisma.sql`(sweeps.paused_at IS NOT NULL AND ${HAS_NOT_ENDED})`,
  completed: Prisma.sql`(sweeps.cancelled_at IS NULL AND NOT ${HAS_CELLS_LEFT} AND NOT ${HAS_ONLY_FAILED})`,
  failed: Prisma.sql`(sweeps.cancelled_at IS NULL AND ${HAS_ONLY_FAILED})`,
  cancelled: Prisma.sql`sweeps.cancelled_at IS NOT NULL`,
} as const satisfies Record<SweepState, Prisma.Sql>;

/** Whether a row of `sweeps` is in a state. */
export const hasState = (state: SweepState): Prisma.Sql => CONDITIONS[state];

const sweepsThatWant = (cellId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  FROM sweep_cells wanted JOIN sweeps wanting ON wanting.id = wanted.sweep_id
  WHERE wanted.cell_id = ${cellId} AND ${isActive(Prisma.sql`wanting`)}`;

/** Whether an active sweep contains the cell; if none does, no worker trains it. */
export const isWanted = (cellId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT ${sweepsThatWant(cellId)})`;

/**
 * Of the active sweeps that contain the cell, the one (`sweep`) that allows an attempt the most `seconds`; NULL means
 * no limit. Yields no row if no active sweep contains the cell.
 */
export const timeLimitOf = (cellId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT wanting.time_limit_seconds AS seconds, wanting.id AS sweep ${sweepsThatWant(cellId)}
  ORDER BY wanting.time_limit_seconds DESC NULLS FIRST, wanting.created_at, wanting.id LIMIT 1)`;

/** The highest priority of the active sweeps that contain the cell; NULL if there is none. */
export const priorityOf = (cellId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT max(wanting.priority) ${sweepsThatWant(cellId)})`;
