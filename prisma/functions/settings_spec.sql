-- Everything in a cell's spec besides its seeds, its train images and its corruption, so that cells with and without
-- corruption can be compared. Asymmetric noise is kept, because its name and share do not determine it.
CREATE OR REPLACE FUNCTION settings_spec(spec JSONB) RETURNS JSONB LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT spec - CASE WHEN spec #>> '{corruption,kind}' = 'asymmetric-labels' THEN '{seed,seeds,measures}'
            ELSE '{seed,seeds,measures,corruption}' END::TEXT[]
        #- '{dataset,train}' #- '{dataset,subsetSeed}'
$$;

COMMENT ON FUNCTION settings_spec(jsonb) IS
    'A cell''s spec without its seeds, its corruption (unless it is asymmetric) and the number of its train images.';
