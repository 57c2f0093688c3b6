-- What sweeps have cost so far, without reading the attempts of all their cells. The trigger that copies the state counts on.
ALTER TABLE sweep_cells ADD COLUMN slot_seconds DOUBLE PRECISION NOT NULL DEFAULT 0;

UPDATE sweep_cells m SET slot_seconds = a.seconds
FROM (
    SELECT cell_id, sum(greatest(0, extract(epoch FROM ended_at - started_at)))::DOUBLE PRECISION AS seconds
    FROM attempts WHERE ended_at IS NOT NULL GROUP BY cell_id
) a
WHERE a.cell_id = m.cell_id AND NOT m.cached;

COMMENT ON COLUMN sweep_cells.slot_seconds IS
    'How long the cell has run since it is in the sweep, in seconds, without the attempt that runs now. It counts in each of its sweeps.';
