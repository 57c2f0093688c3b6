-- The memberships of a deleted sweep count until they are deleted too, and they are before what came of their cells.
CREATE OR REPLACE FUNCTION refuse_deletion() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM sweep_cells WHERE cell_id = OLD.cell_id) THEN
        RAISE EXCEPTION '%: the outcome of a cell never changes (% rejected)', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END $$;

COMMENT ON FUNCTION refuse_deletion() IS 'Trigger: rejects deleting the outcome of a cell that a sweep has.';
