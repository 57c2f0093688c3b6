-- What an attempt reports counts only while it is its cell's running one. The lock is the one that the store holds
-- anyway; without it, a write could be judged by what the cell was a moment ago.
CREATE OR REPLACE FUNCTION check_attempt_runs(cell TEXT, number INTEGER) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM cells WHERE id = cell AND attempt = number AND state = 'running' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'cell %: attempt % is not the one that runs', cell, number USING ERRCODE = 'check_violation';
    END IF;
END $$;

COMMENT ON FUNCTION check_attempt_runs(text,integer) IS
    'Raises an error unless the attempt is its cell''s running one.';
