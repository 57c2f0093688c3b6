-- The rule of check_epoch_change for new and changed rows, once for all of a statement: workers write hundreds of epochs together.
CREATE OR REPLACE FUNCTION check_epochs() RETURNS TRIGGER LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    is_final BOOLEAN := false;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        is_final := EXISTS (
            SELECT FROM (SELECT DISTINCT cell_id FROM gone) g
            JOIN cells c ON c.id = g.cell_id AND c.state IN ('succeeded', 'diverged'));
    END IF;
    is_final := is_final OR EXISTS (
        SELECT FROM (SELECT DISTINCT cell_id FROM written) w
        JOIN cells c ON c.id = w.cell_id AND c.state IN ('succeeded', 'diverged'));
    IF is_final THEN
        RAISE EXCEPTION '%: the outcome of a cell never changes (% rejected)', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'check_violation';
    END IF;
    PERFORM check_attempt_runs(w.cell_id, w.attempt)
    FROM (SELECT DISTINCT cell_id, attempt FROM written ORDER BY cell_id) w;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION check_epochs() IS
    'Trigger: rejects new and changed epochs of a finished cell, and of an attempt that is not the running one.';
