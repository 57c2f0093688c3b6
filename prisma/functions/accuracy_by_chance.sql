-- By Hoeffding (1951), the mean and the variance of the renamed accuracies need no counting. The p-value does, so it is
-- computed only if the accuracy is 2.5 standard deviations or more from the mean.
CREATE OR REPLACE FUNCTION accuracy_by_chance(confusion JSONB)
RETURNS TABLE (expected DOUBLE PRECISION, sd DOUBLE PRECISION, p_value DOUBLE PRECISION)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    WITH entries AS (
        SELECT r, c, (confusion -> r ->> c)::DOUBLE PRECISION AS hits, r < 10 AND c < 10 AS renamed
        FROM generate_series(0, jsonb_array_length(confusion) - 1) r,
            generate_series(0, jsonb_array_length(confusion) - 1) c
        WHERE (r < 10 AND c < 10) OR r = c
    ), centered AS (
        SELECT hits - avg(hits) OVER (PARTITION BY r) - avg(hits) OVER (PARTITION BY c) + avg(hits) OVER () AS rest
        FROM entries WHERE renamed
    ), moments AS (
        SELECT sum(hits) FILTER (WHERE renamed) / nullif(sqrt(count(*) FILTER (WHERE renamed)), 0) AS mean,
            sum(hits) FILTER (WHERE NOT renamed) AS fixed, sum(hits) FILTER (WHERE renamed AND r = c) AS own,
            (SELECT sqrt(sum(rest ^ 2) / nullif(sqrt(count(*)) - 1, 0)) FROM centered) AS sd
        FROM entries
    ), total AS (
        SELECT sum(hits::DOUBLE PRECISION) AS images
        FROM jsonb_array_elements(confusion) AS line, jsonb_array_elements_text(line) AS hits
    )
    SELECT (m.mean + coalesce(m.fixed, 0)) / nullif(t.images, 0), m.sd / nullif(t.images, 0),
        CASE WHEN abs(m.own - m.mean) >= 2.5 * m.sd AND m.sd > 0 THEN
            least(1, 2 * renamed_share(confusion, m.own > m.mean))
        END
    FROM moments m, total t
$$;

COMMENT ON FUNCTION accuracy_by_chance(jsonb) IS
    'From confusion counts [label][predicted]: the mean and standard deviation of the accuracy over all ways to '
    'rename the first ten classes, and the two-sided p-value of the actual accuracy if it is 2.5 standard deviations '
    'or more from the mean.';
