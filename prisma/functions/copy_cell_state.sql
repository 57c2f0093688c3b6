-- Keeps sweep_cells.state a true copy of the cell's state, and sweep_cells.tried of whether the cell has been tried:
-- every attempt starts with a change of state. Runs once per statement, not per row, because a sweep of a million cells
-- is cancelled in one statement. A transaction that inserts into sweep_cells holds the cell's row lock in the meantime.
-- A session keeps the plan it made first, perhaps when the table was nearly empty: it must use the index, or large
-- updates take quadratic time.
CREATE OR REPLACE FUNCTION copy_cell_state() RETURNS TRIGGER LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    UPDATE sweep_cells m SET state = changed.state, state_since = now(), tried = changed.attempt > 0
    FROM changed WHERE m.cell_id = changed.id AND m.state <> changed.state;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION copy_cell_state() IS 'Trigger: keeps the state in sweep_cells a true copy.';
