import { type CellStream, chunksOf } from './chunks.js';
import type { Queryable } from './database.js';

export interface SweepPlan {
  readonly cells: number;
  /** Those that have their result. */
  readonly cached: number;
  /** Those that another sweep has submitted and that have not ended. */
  readonly known: number;
  /** Those to train that nobody waits for yet: new, or failed or cancelled before. */
  readonly fresh: number;
}

/** What submitting these cells would find. */
export async function planSweep(client: Queryable, cells: CellStream): Promise<SweepPlan> {
  const plan = { cells: 0, cached: 0, known: 0 };
  for await (const chunk of chunksOf(cells)) {
    const [found] = await client.$queryRaw<{ cached: number; known: number }[]>`
      SELECT count(*) FILTER (WHERE state IN ('succeeded', 'diverged'))::int AS cached,
        count(*) FILTER (WHERE state IN ('pending', 'queued', 'running'))::int AS known
      FROM cells WHERE id = ANY(${chunk.map(({ id }) => id)}::text[])`;
    plan.cells += chunk.length;
    plan.cached += found?.cached ?? 0;
    plan.known += found?.known ?? 0;
  }
  return { ...plan, fresh: plan.cells - plan.cached - plan.known };
}
