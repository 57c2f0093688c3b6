import { isActive } from './active-sweep.js';
import { Prisma } from '../generated/client.js';

/**
 * Whether a cell asks for a GPU: it does if an active sweep that contains it does. The lookup runs cell by cell: OFFSET
 * keeps Postgres from joining all cells of all sweeps to find the next few.
 */
export const asksForGpu = (cellId: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM sweep_cells g JOIN sweeps requiring ON requiring.id = g.sweep_id
  WHERE g.cell_id = ${cellId} AND requiring.device = 'gpu' AND ${isActive(Prisma.sql`requiring`)} OFFSET 0)`;

/** The `DeviceRequirement` of a cell. */
export const deviceRequirement = (cellId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`CASE WHEN ${asksForGpu(cellId)} THEN 'gpu' ELSE 'any' END`;
