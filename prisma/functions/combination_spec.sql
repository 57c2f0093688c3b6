CREATE OR REPLACE FUNCTION combination_spec(spec JSONB) RETURNS JSONB LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT spec - '{seed,seeds,measures}'::TEXT[] #- '{dataset,subsetSeed}'
$$;

COMMENT ON FUNCTION combination_spec(jsonb) IS 'A cell''s spec without its seeds.';
