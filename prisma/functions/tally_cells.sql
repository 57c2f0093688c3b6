CREATE OR REPLACE FUNCTION tally_cells() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tally_steps (state, cells) SELECT state, count(*) FROM made GROUP BY state;
    ELSE
        INSERT INTO tally_steps (state, cells) SELECT state, -count(*) FROM gone GROUP BY state;
    END IF;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION tally_cells() IS 'Trigger: notes in tally_steps how many cells by state were made or deleted.';
