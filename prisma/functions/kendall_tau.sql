-- Kendall's rank correlation with his correction for ties (tau-b, 1945): concordant minus discordant pairs, over the
-- geometric mean of the number of pairs not tied in x and the number not tied in y. Null if all pairs are tied in one
-- of them. Pairs with a null do not count, and NaN is the largest number. Arrays of different lengths are an error,
-- because the rest of the longer one has no counterpart.
--
-- In the order of x and then of y, the discordant pairs are those with a larger y before a smaller one (Knight 1966). A
-- tree of partial sums counts how many were larger (Fenwick 1994), so the time grows as n log n; comparing all pairs
-- takes minutes for the measures of a thousand cells.
CREATE OR REPLACE FUNCTION kendall_tau(x DOUBLE PRECISION[], y DOUBLE PRECISION[]) RETURNS DOUBLE PRECISION
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    size CONSTANT INTEGER := cardinality(x);
    tree INTEGER[] := array_fill(0, ARRAY[size]);
    place INTEGER;
    i INTEGER;
    seen INTEGER := 0;
    not_larger INTEGER;
    discordant BIGINT := 0;
    pairs DOUBLE PRECISION;
    tied_in_x DOUBLE PRECISION;
    tied_in_y DOUBLE PRECISION;
    tied_in_both DOUBLE PRECISION;
BEGIN
    IF cardinality(y) <> size THEN
        RAISE EXCEPTION 'kendall_tau: the arrays have % and % numbers; their lengths must be equal', size, cardinality(y)
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    FOR place IN
        SELECT dense_rank() OVER (ORDER BY b) FROM unnest(x, y) AS u (a, b)
        WHERE a IS NOT NULL AND b IS NOT NULL ORDER BY a, b
    LOOP
        not_larger := 0;
        i := place;
        WHILE i > 0 LOOP
            not_larger := not_larger + tree[i];
            i := i - (i & -i);
        END LOOP;
        discordant := discordant + seen - not_larger;
        i := place;
        WHILE i <= size LOOP
            tree[i] := tree[i] + 1;
            i := i + (i & -i);
        END LOOP;
        seen := seen + 1;
    END LOOP;

    SELECT sum(g.pairs) FILTER (WHERE all_x = 1 AND all_y = 1), sum(g.pairs) FILTER (WHERE all_x = 0 AND all_y = 1),
        sum(g.pairs) FILTER (WHERE all_x = 1 AND all_y = 0), sum(g.pairs) FILTER (WHERE all_x = 0 AND all_y = 0)
    INTO pairs, tied_in_x, tied_in_y, tied_in_both
    FROM (
        SELECT grouping(a) AS all_x, grouping(b) AS all_y, count(*) * (count(*) - 1) / 2 AS pairs
        FROM unnest(x, y) AS u (a, b)
        WHERE a IS NOT NULL AND b IS NOT NULL
        GROUP BY GROUPING SETS ((), (a), (b), (a, b))
    ) g;
    -- All pairs that are neither tied nor discordant are concordant.
    RETURN (pairs - tied_in_x - tied_in_y + tied_in_both - 2 * discordant)
        / nullif(sqrt((pairs - tied_in_x) * (pairs - tied_in_y)), 0);
END $$;

COMMENT ON FUNCTION kendall_tau(double precision[],double precision[]) IS
    'Kendall''s rank correlation tau-b of two arrays of the same length. Pairs with a null do not count; null if all '
    'pairs are tied in one of the arrays.';
