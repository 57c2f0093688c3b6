-- Keeps sweep_cells.state a true copy of the cell's state, and sweep_cells.tried of whether the cell has been tried:
-- every attempt starts with a change of state. Runs once per statement, not per row, because a sweep of a million cells is
-- cancelled in one statement. A transaction that inserts into sweep_cells holds the cell's row lock in the meantime.
-- A session keeps the plan it made first, perhaps when the table was nearly empty: it must use the index, or large
-- updates take quadratic time.
--
-- First, while the copy is still the state before, it notes the changes: in event_outbox each cell's, or, of a sweep with
-- more than 100 changes in one statement, only how many cells changed from what to what; and in tally_steps how many more cells
-- are in each state, in each sweep and in all. The two tables of changed rows have no index: no plan may join them.
CREATE OR REPLACE FUNCTION copy_cell_state() RETURNS TRIGGER LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    WITH moved AS MATERIALIZED (
        SELECT m.sweep_id, m.state AS old_state, changed.state AS new_state, changed.id, changed.attempt,
            CASE WHEN m.state = 'running' THEN greatest(0, extract(epoch FROM now() - m.state_since)) ELSE 0 END AS seconds,
            count(*) OVER (PARTITION BY m.sweep_id) AS together
        FROM changed JOIN sweep_cells m ON m.cell_id = changed.id AND m.state <> changed.state
    ), noted AS (
        INSERT INTO event_outbox (type, sweep_id, data)
        SELECT 'cell.changed', sweep_id,
            jsonb_build_object('cell', id, 'attempt', attempt, 'from', old_state, 'to', new_state)
        FROM moved WHERE together <= 100
        UNION ALL
        SELECT 'cells.changed', sweep_id, jsonb_build_object('cells', count(*), 'from', old_state, 'to', new_state)
        FROM moved WHERE together > 100 GROUP BY sweep_id, old_state, new_state
    )
    INSERT INTO tally_steps (sweep_id, state, cells, slot_seconds)
    SELECT sweep_id, side.state, sum(side.cells), sum(side.seconds)
    FROM moved CROSS JOIN LATERAL (VALUES (old_state, -1, seconds), (new_state, 1, 0)) AS side (state, cells, seconds)
    GROUP BY sweep_id, side.state
    UNION ALL
    SELECT NULL, state, sum(cells), 0
    FROM (SELECT state, -1 AS cells FROM was UNION ALL SELECT state, 1 FROM changed) AS side
    GROUP BY state HAVING sum(cells) <> 0;
    -- Most updates of cells report an epoch.
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    UPDATE sweep_cells m SET state = changed.state, state_since = now(), tried = changed.attempt > 0
    FROM changed WHERE m.cell_id = changed.id AND m.state <> changed.state;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION copy_cell_state() IS 'Trigger: keeps the state in sweep_cells a true copy, and notes its changes in event_outbox and tally_steps.';
