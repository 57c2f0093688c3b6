CREATE OR REPLACE FUNCTION check_new_result() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM check_attempt_runs(NEW.cell_id, NEW.attempt);
    RETURN NEW;
END $$;

COMMENT ON FUNCTION check_new_result() IS 'Trigger: rejects a result of an attempt that is not the running one.';
