CREATE OR REPLACE FUNCTION mean_of(sample DOUBLE PRECISION[])
RETURNS DOUBLE PRECISION LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT s.mean FROM over_seeds(sample) s
$$;

COMMENT ON FUNCTION mean_of(double precision[]) IS
    'The mean of a sample, never outside its least and greatest number: for equal numbers, that number. Nulls do not '
    'count.';
