-- Sweeps can be deleted. The sweep itself goes at once, and its cells follow in the background: until they have, its memberships are of no
-- sweep. Whatever asks about a cell's sweeps therefore joins both tables, and there is no foreign key.
LOCK TABLE cells, sweeps, sweep_cells IN SHARE ROW EXCLUSIVE MODE;

ALTER TABLE sweep_cells DROP CONSTRAINT sweep_cells_sweep_id_fkey;

CREATE TABLE sweep_deletions (
    sweep_id UUID NOT NULL,
    asked_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT sweep_deletions_pkey PRIMARY KEY (sweep_id)
);

CREATE TABLE deleted_cells (
    cell_id TEXT NOT NULL,
    deleted_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT deleted_cells_pkey PRIMARY KEY (cell_id)
);

-- What came of a cell never changes, and goes only after the last sweep that has the cell. Its file replaces the function in the same
-- transaction.
CREATE FUNCTION refuse_deletion() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$;

-- The foreign key of sweep_cells keeps cells that a sweep has.
DROP TRIGGER cells_immutable ON cells;
CREATE TRIGGER cells_immutable BEFORE UPDATE ON cells FOR EACH ROW
    WHEN (OLD.state IN ('succeeded', 'diverged')) EXECUTE FUNCTION refuse_change();
DROP TRIGGER cell_results_immutable ON cell_results;
CREATE TRIGGER cell_results_immutable BEFORE UPDATE ON cell_results FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cell_results_kept BEFORE DELETE ON cell_results FOR EACH ROW EXECUTE FUNCTION refuse_deletion();
DROP TRIGGER example_records_immutable ON example_records;
CREATE TRIGGER example_records_immutable BEFORE UPDATE ON example_records FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER example_records_kept BEFORE DELETE ON example_records FOR EACH ROW EXECUTE FUNCTION refuse_deletion();
DROP TRIGGER attempts_kept ON attempts;
CREATE TRIGGER attempts_kept BEFORE DELETE ON attempts FOR EACH ROW EXECUTE FUNCTION refuse_deletion();

COMMENT ON TABLE sweep_deletions IS 'Sweeps that were deleted and whose cells are being deleted.';
COMMENT ON COLUMN sweep_deletions.sweep_id IS 'The sweep, which no longer exists.';
COMMENT ON COLUMN sweep_deletions.asked_at IS 'When it was deleted.';
COMMENT ON TABLE deleted_cells IS 'Cells that were deleted and may have objects in storage, which workers remove. Kept for 30 days.';
COMMENT ON COLUMN deleted_cells.cell_id IS 'The cell. If it was submitted again, it exists.';
COMMENT ON COLUMN deleted_cells.deleted_at IS 'When it was deleted.';
