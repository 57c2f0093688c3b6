-- What a cell has besides its seeds, the images it is trained on, and its corruption, so that cells with and without can be
-- compared. Only asymmetric noise is part of it: its name and its share say too little.
CREATE OR REPLACE FUNCTION settings_spec(spec JSONB) RETURNS JSONB LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT spec - CASE WHEN spec #>> '{corruption,kind}' = 'asymmetric-labels' THEN '{seed,seeds,measures}'
            ELSE '{seed,seeds,measures,corruption}' END::TEXT[]
        #- '{dataset,train}' #- '{dataset,subsetSeed}'
$$;

COMMENT ON FUNCTION settings_spec(jsonb) IS
    'A cell''s spec without its seeds, its corruption (unless it is asymmetric) and the number of its train '
    'images.';
