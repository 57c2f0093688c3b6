-- When a cell ends, its measures become final, and so does its curve: check_epochs has the rule for new and changed epochs. Both are deleted only
-- after its last membership of a sweep.
CREATE OR REPLACE FUNCTION check_epoch_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM sweep_cells WHERE cell_id = OLD.cell_id) THEN
        RETURN OLD;
    END IF;
    IF EXISTS (SELECT FROM cells WHERE id = coalesce(OLD.cell_id, NEW.cell_id) AND state IN ('succeeded', 'diverged'))
        OR NEW.cell_id <> OLD.cell_id
        AND EXISTS (SELECT FROM cells WHERE id = NEW.cell_id AND state IN ('succeeded', 'diverged')) THEN
        RAISE EXCEPTION '%: the outcome of a cell never changes (% rejected)', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM check_attempt_runs(NEW.cell_id, NEW.attempt);
    RETURN NEW;
END $$;

COMMENT ON FUNCTION check_epoch_change() IS
    'Trigger: rejects measures of an attempt that is not the running one, and any change of those of a finished cell; and deleting its epochs while a sweep has it.';
