import type { DeviceRequirement } from '@rote/domain';
import { type CellStream, chunksOf } from './chunks.js';
import type { Queryable } from '../database/database.js';
import { oneAhead } from '../queries/one-ahead.js';
import { createWorkTally } from '../estimate/work-tally.js';
import { estimateWork, type WorkEstimate } from '../estimate/estimate-work.js';

export interface SweepPlan {
  readonly cells: number;
  /** Cells that have their result. */
  readonly cached: number;
  /** Unfinished cells that another sweep has submitted. */
  readonly known: number;
  /** Cells to train that no sweep waits for yet: new ones, or ones that failed or were cancelled. */
  readonly fresh: number;
  /** Estimated time for the fresh cells; `null` if there are none, or no similar cells are recorded. */
  readonly estimate: WorkEstimate | null;
}

export interface PlanOptions {
  /** The sweep's device requirement. Default: `any`. */
  readonly device?: DeviceRequirement | undefined;
  readonly leaseMs: number;
}

/** Returns what submitting these cells would find. */
export async function planSweep(
  client: Queryable,
  cells: CellStream,
  { device = 'any', leaseMs }: PlanOptions,
): Promise<SweepPlan> {
  const plan = { cells: 0, cached: 0, known: 0 };
  const fresh = createWorkTally();
  for await (const chunk of oneAhead(chunksOf(cells))) {
    const found = await client.$queryRaw<{ id: string; isCached: boolean }[]>`
      SELECT id, state IN ('succeeded', 'diverged') AS "isCached"
      FROM cells WHERE id = ANY(${chunk.map(({ id }) => id)}::text[]) AND state NOT IN ('failed', 'cancelled')`;
    const ids = new Set(found.map(({ id }) => id));
    const cached = found.filter(({ isCached }) => isCached).length;
    plan.cells += chunk.length;
    plan.cached += cached;
    plan.known += found.length - cached;
    for (const { id, cell } of chunk) if (!ids.has(id)) fresh.add(id, cell);
  }
  return {
    ...plan,
    fresh: plan.cells - plan.cached - plan.known,
    estimate: await estimateWork(client, fresh.entries(), { device, leaseMs }),
  };
}
