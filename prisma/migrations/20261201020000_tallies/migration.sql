-- How many cells are in each state, kept instead of counted: of each sweep, and of all (sweep_id is NULL). Triggers note each change as a
-- step, in its transaction, so that no transaction waits for a row of another. The process that moves events adds the steps up. What is true at any
-- moment is the sum of tallies and steps.
LOCK TABLE cells, sweep_cells IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE tallies (
    sweep_id UUID,
    state TEXT NOT NULL,
    cells BIGINT NOT NULL,
    slot_seconds DOUBLE PRECISION NOT NULL,
    changed_at TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT tallies_sweep_id_fkey FOREIGN KEY (sweep_id) REFERENCES sweeps (id) ON DELETE CASCADE ON UPDATE RESTRICT
);
CREATE UNIQUE INDEX tallies_sweep_id_state_key ON tallies (sweep_id, state) NULLS NOT DISTINCT;

CREATE TABLE tally_steps (
    sweep_id UUID,
    state TEXT NOT NULL,
    cells BIGINT NOT NULL,
    slot_seconds DOUBLE PRECISION NOT NULL DEFAULT 0,
    changed_at TIMESTAMPTZ(6) NOT NULL DEFAULT now()
);

INSERT INTO tallies (sweep_id, state, cells, slot_seconds, changed_at)
SELECT sweep_id, state, count(*), sum(slot_seconds), max(state_since) FROM sweep_cells GROUP BY sweep_id, state
UNION ALL
SELECT NULL, state, count(*), 0, now() FROM cells GROUP BY state;

ALTER TABLE sweep_cells DROP COLUMN slot_seconds;

-- So that triggers can name them. Their files (prisma/functions) replace them in the same transaction.
CREATE FUNCTION tally_members() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE FUNCTION tally_cells() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;

CREATE TRIGGER sweep_cells_tallied_new AFTER INSERT ON sweep_cells REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION tally_members();
CREATE TRIGGER sweep_cells_tallied_gone AFTER DELETE ON sweep_cells REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION tally_members();
CREATE TRIGGER cells_tallied_new AFTER INSERT ON cells REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION tally_cells();
CREATE TRIGGER cells_tallied_gone AFTER DELETE ON cells REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION tally_cells();
DROP TRIGGER cells_copy_state ON cells;
CREATE TRIGGER cells_copy_state AFTER UPDATE ON cells REFERENCING OLD TABLE AS was NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION copy_cell_state();

COMMENT ON TABLE tallies IS 'How many cells of a sweep, or of all sweeps, are in a state; the steps that follow are in tally_steps.';
COMMENT ON COLUMN tallies.sweep_id IS 'The sweep; NULL for all cells.';
COMMENT ON COLUMN tallies.state IS 'The state.';
COMMENT ON COLUMN tallies.cells IS 'How many cells are in it.';
COMMENT ON COLUMN tallies.slot_seconds IS
    'For the state running: how long cells have run since they are in the sweep, without attempts that run now, in seconds.';
COMMENT ON COLUMN tallies.changed_at IS 'When a cell last came into the state, or left it.';
COMMENT ON TABLE tally_steps IS 'What is to be added to tallies.';
COMMENT ON COLUMN tally_steps.sweep_id IS 'The sweep; NULL for all cells.';
COMMENT ON COLUMN tally_steps.state IS 'The state.';
COMMENT ON COLUMN tally_steps.cells IS 'How many more cells are in it; negative if fewer.';
COMMENT ON COLUMN tally_steps.slot_seconds IS 'How long the cells that left the state running have run, in seconds.';
COMMENT ON COLUMN tally_steps.changed_at IS 'When that was.';

-- When states last changed is in the tallies.
DROP INDEX sweep_cells_sweep_id_state_position_idx;
CREATE INDEX sweep_cells_sweep_id_state_position_idx ON sweep_cells (sweep_id, state, position);
