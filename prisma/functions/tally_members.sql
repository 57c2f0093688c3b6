CREATE OR REPLACE FUNCTION tally_members() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tally_steps (sweep_id, state, cells, changed_at)
        SELECT sweep_id, state, count(*), max(state_since) FROM made GROUP BY sweep_id, state;
    ELSE
        INSERT INTO tally_steps (sweep_id, state, cells, changed_at)
        SELECT sweep_id, state, -count(*), '-infinity' FROM gone GROUP BY sweep_id, state;
    END IF;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION tally_members() IS 'Trigger: notes in tally_steps how many cells by state came into a sweep, or left it.';
