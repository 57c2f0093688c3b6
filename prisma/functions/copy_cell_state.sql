-- Keeps sweep_cells.state a true copy, and whether the cell has been tried: an attempt begins with a change of the state. A
-- statement and not a row at a time, because a sweep of a million cells is cancelled in one statement. A transaction that inserts into
-- sweep_cells holds the cell's row lock in the meantime. A session keeps the plan it made first, perhaps when the table was
-- nearly empty: it has to use the index, or large updates become quadratic.
CREATE OR REPLACE FUNCTION copy_cell_state() RETURNS TRIGGER LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    UPDATE sweep_cells m SET state = changed.state, state_since = now(), tried = changed.attempt > 0
    FROM changed WHERE m.cell_id = changed.id AND m.state <> changed.state;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION copy_cell_state() IS 'Trigger: keeps the state in sweep_cells a true copy.';
