CREATE OR REPLACE FUNCTION rote_fetch_rows(row_limit INTEGER) RETURNS SETOF RECORD LANGUAGE plpgsql AS $$
BEGIN
  IF current_user NOT IN ('rote_query', session_user) THEN
    RAISE insufficient_privilege USING MESSAGE = format('%I may not run people''s queries: start Rote again', current_user);
  END IF;
  RETURN QUERY EXECUTE format('FETCH %s FROM answer', row_limit);
END $$;

COMMENT ON FUNCTION rote_fetch_rows(integer) IS
    'Part of SQL over HTTP: fetches the next rows of the open query as the role rote_query. The caller names its columns.';
