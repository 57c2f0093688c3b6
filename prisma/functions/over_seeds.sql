-- The mean is kept between the least and the greatest number: sums of doubles are rounded, and the average of 0.1, 0.1
-- and 0.1 would be 0.10000000000000002. A number beyond ±1e150 counts as infinite, because its square does not fit in a
-- double; the mean of such numbers of both signs is NaN.
CREATE OR REPLACE FUNCTION over_seeds(sample DOUBLE PRECISION[])
RETURNS TABLE (n BIGINT, mean DOUBLE PRECISION, sd DOUBLE PRECISION, low DOUBLE PRECISION, high DOUBLE PRECISION)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT s.n, i.mean, i.sd, i.mean - i.half, i.mean + i.half
    FROM (
        SELECT count(x) AS n, avg(within) AS mean, stddev_samp(within) AS sd, min(x) AS least, max(x) AS greatest
        FROM unnest(sample) AS x
        CROSS JOIN LATERAL (
            SELECT CASE WHEN abs(x) > 1e150 AND x <> 'NaN' THEN sign(x) * 'Infinity'::DOUBLE PRECISION ELSE x END AS within
        ) w
    ) s
    CROSS JOIN LATERAL (
        SELECT CASE WHEN s.mean = 'NaN' THEN s.mean ELSE least(greatest(s.mean, s.least), s.greatest) END AS mean,
            CASE WHEN s.n > 1 AND s.least = s.greatest THEN 0 ELSE nullif(s.sd, 'NaN') END AS sd
    ) m
    CROSS JOIN LATERAL (SELECT m.mean, m.sd, student_t_975(s.n - 1) * m.sd / sqrt(s.n) AS half) i
$$;

COMMENT ON FUNCTION over_seeds(double precision[]) IS
    'Number, mean, standard deviation and 95 % interval of the mean of a sample. Nulls do not count; the mean of '
    'equal numbers is that number.';

-- The same for a quantity that lies between two limits, to which its interval is cut. For fewer than four numbers, an
-- interval says less than the numbers themselves, so these are returned too.
CREATE OR REPLACE FUNCTION over_seeds(sample DOUBLE PRECISION[], lowest DOUBLE PRECISION, highest DOUBLE PRECISION)
RETURNS TABLE (
    n BIGINT, mean DOUBLE PRECISION, sd DOUBLE PRECISION, low DOUBLE PRECISION, high DOUBLE PRECISION,
    singles DOUBLE PRECISION[]
)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT s.n, s.mean, s.sd,
        CASE WHEN s.low < lowest THEN lowest ELSE s.low END,
        CASE WHEN s.high > highest AND s.high <> 'NaN' THEN highest ELSE s.high END,
        CASE WHEN s.n < 4 THEN ARRAY(SELECT x FROM unnest(sample) AS x WHERE x IS NOT NULL ORDER BY x) END
    FROM over_seeds(sample) s
$$;

COMMENT ON FUNCTION over_seeds(double precision[],double precision,double precision) IS
    'Like over_seeds, for a quantity between two limits: the interval is cut to them. singles are the numbers, in '
    'ascending order, of a sample of fewer than four; otherwise null.';
