-- A report counts only if its attempt is the cell's running one. The store holds this lock anyway; without it, the
-- check could see an outdated state of the cell.
CREATE OR REPLACE FUNCTION check_attempt_runs(cell TEXT, number INTEGER) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM cells WHERE id = cell AND attempt = number AND state = 'running' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'cell %: attempt % is not the running one', cell, number USING ERRCODE = 'check_violation';
    END IF;
END $$;

COMMENT ON FUNCTION check_attempt_runs(text,integer) IS
    'Raises an error unless the attempt is its cell''s running one.';
