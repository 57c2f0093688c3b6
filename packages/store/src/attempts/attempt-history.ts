import type { Queryable } from '../database/database.js';

/** Half of the durations are at most the first, and 95 of 100 at most the second; both in seconds. */
export interface Durations {
  readonly median: number;
  readonly p95: number;
}

/** What happened in one stretch of time. */
export interface HistoryBucket {
  readonly from: Date;
  /** Attempts that began. */
  readonly started: number;
  /** Attempts that ended, whatever came of them. */
  readonly ended: number;
  /** Attempts that ended in a failure. */
  readonly failed: number;
  /** How long the cells of those that began had waited; `null` if none did. */
  readonly wait: Durations | null;
  /** How long those that ended had run; `null` if none did. */
  readonly run: Durations | null;
}

interface BucketRow extends Omit<HistoryBucket, 'wait' | 'run'> {
  readonly wait: readonly number[] | null;
  readonly run: readonly number[] | null;
}

const toDurations = (seconds: readonly number[] | null): Durations | null => {
  const [median, p95] = seconds ?? [];
  return median === undefined || p95 === undefined ? null : { median, p95 };
};

/**
 * Reads what happened in each of the last stretches of time, the oldest first. They begin at multiples of their length, so the last one is
 * not over yet.
 */
export async function readAttemptHistory(
  client: Queryable,
  { count, seconds }: { readonly count: number; readonly seconds: number },
): Promise<readonly HistoryBucket[]> {
  const rows = await client.$queryRaw<BucketRow[]>`
    WITH bounds AS (
      SELECT floor(extract(epoch FROM now()) / ${seconds}::int)::bigint AS last
    ), buckets AS (
      SELECT n, to_timestamp(n * ${seconds}::int) AS at FROM bounds, generate_series(last - ${count}::int + 1, last) AS n
    ), begun AS (
      SELECT floor(extract(epoch FROM a.started_at) / ${seconds}::int)::bigint AS n, count(*)::int AS count,
        percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY
          greatest(0, extract(epoch FROM a.started_at - a.available_at)::float8)) AS wait
      FROM attempts a WHERE a.started_at >= (SELECT min(at) FROM buckets) GROUP BY 1
    ), over AS (
      SELECT floor(extract(epoch FROM a.ended_at) / ${seconds}::int)::bigint AS n, count(*)::int AS count,
        count(*) FILTER (WHERE a.outcome = 'failed')::int AS failed,
        percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY extract(epoch FROM a.ended_at - a.started_at)::float8) AS run
      FROM attempts a WHERE a.ended_at >= (SELECT min(at) FROM buckets) GROUP BY 1
    )
    SELECT b.at AS "from", coalesce(begun.count, 0) AS started, coalesce(over.count, 0) AS ended,
      coalesce(over.failed, 0) AS failed, begun.wait, over.run
    FROM buckets b LEFT JOIN begun USING (n) LEFT JOIN over USING (n) ORDER BY b.n`;
  return rows.map(({ wait, run, ...bucket }) => ({
    ...bucket,
    wait: toDurations(wait),
    run: toDurations(run),
  }));
}
