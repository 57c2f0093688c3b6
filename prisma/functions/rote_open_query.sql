CREATE OR REPLACE FUNCTION rote_open_query(query TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  answer REFCURSOR := 'answer';
BEGIN
  IF current_user NOT IN ('rote_query', session_user) THEN
    RAISE insufficient_privilege USING MESSAGE = format('%I may not run people''s queries: start Rote again', current_user);
  END IF;
  OPEN answer NO SCROLL FOR EXECUTE query;
END $$;

COMMENT ON FUNCTION rote_open_query(text) IS 'Part of rote sql: opens a query as the role rote_query.';
