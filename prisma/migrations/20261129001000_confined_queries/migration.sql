-- A person's query is opened and read by functions. When a process of Rote starts, it gives them to a role of their own and
-- makes them SECURITY DEFINER: inside, Postgres lets nothing become another role, whatever the query calls.
--
-- A dump that is restored on a server without the role leaves them with whoever restored it, until a process of Rote starts.
-- Therefore they run as nobody but that role and whoever is logged in.

CREATE FUNCTION "rote_open_query"("query" TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  answer REFCURSOR := 'answer';
BEGIN
  IF current_user NOT IN ('rote_query', session_user) THEN
    RAISE insufficient_privilege USING MESSAGE = format('%I may not run people''s queries: start Rote again', current_user);
  END IF;
  OPEN answer NO SCROLL FOR EXECUTE query;
END $$;

CREATE FUNCTION "rote_fetch_query"("row_limit" INTEGER) RETURNS SETOF TEXT LANGUAGE plpgsql AS $$
DECLARE
  answer REFCURSOR := 'answer';
  answer_row RECORD;
BEGIN
  IF current_user NOT IN ('rote_query', session_user) THEN
    RAISE insufficient_privilege USING MESSAGE = format('%I may not run people''s queries: start Rote again', current_user);
  END IF;
  FOR i IN 1..row_limit LOOP
    FETCH answer INTO answer_row;
    EXIT WHEN NOT FOUND;
    RETURN NEXT answer_row::TEXT;
  END LOOP;
END $$;

COMMENT ON FUNCTION "rote_open_query"(TEXT) IS 'A part of rote sql: opens a query, as the role rote_query.';
COMMENT ON FUNCTION "rote_fetch_query"(INTEGER) IS 'A part of rote sql: the next rows of the query that is open, each as the text of a record, as the role rote_query.';
