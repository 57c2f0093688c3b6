import type { EngineUse, SweepMethods } from '@rote/domain';
import type { Queryable } from '../database/database.js';

interface AxesRow {
  readonly datasets: SweepMethods['datasets'];
  readonly corruptions: SweepMethods['corruptions'];
  readonly architectures: SweepMethods['architectures'];
  readonly regularizers: SweepMethods['regularizers'];
  readonly trainings: SweepMethods['trainings'];
  readonly seedCount: number;
  readonly leastSeed: bigint;
  readonly greatestSeed: bigint;
  readonly hasSeedOverrides: boolean;
  readonly hasCorruptedTestLabels: boolean;
  readonly leavesOut: boolean;
}

interface EngineRow extends EngineUse {
  readonly firstFinishedAt: Date;
  readonly lastFinishedAt: Date;
}

/**
 * Reads each distinct value that cells of the sweep have, in a fixed order, and the engines that have trained them.
 * Empty for a sweep without cells.
 */
export async function readSweepMethods(tx: Queryable, sweepId: string): Promise<SweepMethods> {
  const [axes] = await tx.$queryRaw<[AxesRow]>`
    SELECT coalesce(jsonb_agg(DISTINCT c.spec -> 'dataset'), '[]') AS datasets,
      coalesce(jsonb_agg(DISTINCT c.spec -> 'corruption'), '[]') AS corruptions,
      coalesce(jsonb_agg(DISTINCT c.spec -> 'architecture'), '[]') AS architectures,
      coalesce(jsonb_agg(DISTINCT c.spec -> 'regularizer'), '[]') AS regularizers,
      coalesce(jsonb_agg(DISTINCT jsonb_build_object('architecture', c.architecture, 'training', c.spec -> 'training')),
        '[]') AS trainings,
      count(DISTINCT c.spec ->> 'seed')::int AS "seedCount",
      coalesce(min((c.spec ->> 'seed')::bigint), 0) AS "leastSeed",
      coalesce(max((c.spec ->> 'seed')::bigint), 0) AS "greatestSeed",
      coalesce(bool_or(c.spec -> 'seeds' IS NOT NULL), false) AS "hasSeedOverrides",
      coalesce(bool_or(c.spec -> 'testLabels' IS NOT NULL), false) AS "hasCorruptedTestLabels",
      coalesce(bool_or(c.spec -> 'leaveOut' IS NOT NULL), false) AS "leavesOut"
    FROM sweep_cells m JOIN cells c ON c.id = m.cell_id
    WHERE m.sweep_id = ${sweepId}::uuid`;
  const engines = await tx.$queryRaw<EngineRow[]>`
    SELECT engine, engine_version AS "engineVersion", device, device_name AS "deviceName", count(*)::int AS cells,
      min(finished_at) AS "firstFinishedAt", max(finished_at) AS "lastFinishedAt"
    FROM results WHERE sweep_id = ${sweepId}::uuid AND outcome IS NOT NULL
    GROUP BY engine, engine_version, device, device_name
    ORDER BY count(*) DESC, engine, engine_version, device, device_name`;
  const times = engines.flatMap((each) => [each.firstFinishedAt, each.lastFinishedAt]);
  const sorted = times.toSorted((a, b) => a.getTime() - b.getTime());
  const { seedCount, leastSeed, greatestSeed, ...rest } = axes;
  return {
    ...rest,
    seeds: { count: seedCount, least: Number(leastSeed), greatest: Number(greatestSeed) },
    engines: engines.map(({ engine, engineVersion, device, deviceName, cells }) => ({
      engine,
      engineVersion,
      device,
      deviceName,
      cells,
    })),
    firstFinishedAt: sorted.at(0) ?? null,
    lastFinishedAt: sorted.at(-1) ?? null,
  };
}
