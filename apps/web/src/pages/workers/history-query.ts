import type { QueueHistory } from '@rote/client';

/** Returns the query of what a history has: the attempts of the same stretches of time, and how long they waited and ran. */
export const historyQuery = ({ buckets, bucketSeconds }: QueueHistory): string =>
  `WITH buckets AS (
    SELECT n, to_timestamp(n * ${String(bucketSeconds)}) AS "from"
    FROM (SELECT floor(extract(epoch FROM now()) / ${String(bucketSeconds)})::bigint AS last) l,
        generate_series(last - ${String(buckets.length - 1)}, last) AS n
), begun AS (
    SELECT floor(extract(epoch FROM started_at) / ${String(bucketSeconds)})::bigint AS n, count(*) AS started,
        percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (
            ORDER BY greatest(0, extract(epoch FROM started_at - available_at)::double precision)) AS wait
    FROM attempt_times
    WHERE started_at >= (SELECT min("from") FROM buckets)
    GROUP BY 1
), over AS (
    SELECT floor(extract(epoch FROM ended_at) / ${String(bucketSeconds)})::bigint AS n, count(*) AS ended,
        count(*) FILTER (WHERE outcome = 'failed') AS failed,
        percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (
            ORDER BY extract(epoch FROM ended_at - started_at)::double precision) AS run
    FROM attempt_times
    WHERE ended_at >= (SELECT min("from") FROM buckets)
    GROUP BY 1
)
SELECT b."from", coalesce(started, 0) AS started, coalesce(ended, 0) AS ended, coalesce(failed, 0) AS failed,
    wait[1] AS wait_median, wait[2] AS wait_p95, run[1] AS run_median, run[2] AS run_p95
FROM buckets b LEFT JOIN begun USING (n) LEFT JOIN over USING (n)
ORDER BY b.n`;
