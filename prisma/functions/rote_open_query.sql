CREATE OR REPLACE FUNCTION rote_open_query(query TEXT, params TEXT[] DEFAULT '{}') RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  answer REFCURSOR := 'answer';
BEGIN
  IF current_user NOT IN ('rote_query', session_user) THEN
    RAISE insufficient_privilege USING MESSAGE = format('%I may not run people''s queries: start Rote again', current_user);
  END IF;
  OPEN answer NO SCROLL FOR EXECUTE query USING params;
END $$;

COMMENT ON FUNCTION rote_open_query(text, text[]) IS
    'Part of SQL over HTTP: opens a query as the role rote_query. $1 in it is the array params.';
