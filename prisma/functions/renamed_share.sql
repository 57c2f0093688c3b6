-- The share of all ways to rename the first ten classes under which at least as many test images are right as with
-- their own names; if is_above is false, at most as many. All 10! ways are counted: those of the first half of the
-- rows, for each set of columns that they use, are combined with those of the other half for the remaining columns.
CREATE OR REPLACE FUNCTION renamed_share(confusion JSONB, is_above BOOLEAN) RETURNS DOUBLE PRECISION
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    size CONSTANT INTEGER := least(jsonb_array_length(confusion), 10);
    half CONSTANT INTEGER := size / 2;
    -- In the order of rows; negated if fewer are sought, so that more is always counted.
    counts CONSTANT BIGINT[] := (
        SELECT array_agg(CASE WHEN is_above THEN 1 ELSE -1 END * (confusion -> r ->> c)::BIGINT ORDER BY r, c)
        FROM generate_series(0, size - 1) r, generate_series(0, size - 1) c
    );
    own CONSTANT BIGINT := (SELECT coalesce(sum(counts[i * size + i + 1]), 0) FROM generate_series(0, size - 1) i);
    as_many NUMERIC;
BEGIN
    WITH RECURSIVE upper_half (next_row, taken, hits) AS (
        SELECT 0, 0, 0::BIGINT
        UNION ALL
        SELECT next_row + 1, taken | (1 << c), hits + counts[next_row * size + c + 1]
        FROM upper_half, generate_series(0, size - 1) c
        WHERE next_row < half AND taken & (1 << c) = 0
    ), lower_half (next_row, taken, hits) AS (
        SELECT half, 0, 0::BIGINT
        UNION ALL
        SELECT next_row + 1, taken | (1 << c), hits + counts[next_row * size + c + 1]
        FROM lower_half, generate_series(0, size - 1) c
        WHERE next_row < size AND taken & (1 << c) = 0
    ), needed AS (
        SELECT taken, hits AS number, 1 AS is_upper FROM upper_half WHERE next_row = half
        UNION ALL
        SELECT (1 << size) - 1 - taken, own - hits, 0 FROM lower_half WHERE next_row = size
    )
    SELECT sum(met) INTO as_many
    FROM (
        SELECT is_upper, count(*) FILTER (WHERE is_upper = 0) OVER (PARTITION BY taken ORDER BY number, is_upper) AS met
        FROM needed
    ) n
    WHERE is_upper = 1;
    RETURN as_many / factorial(size);
END $$;

COMMENT ON FUNCTION renamed_share(jsonb,boolean) IS
    'From confusion counts [label][predicted]: the share of all ways to rename the first ten classes under which at '
    'least as many images are right as with their own names (is_above), or at most as many (otherwise).';
