CREATE OR REPLACE FUNCTION rote_fetch_query(row_limit INTEGER) RETURNS SETOF TEXT LANGUAGE plpgsql AS $$
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

COMMENT ON FUNCTION rote_fetch_query(integer) IS
    'Part of rote sql: fetches the next rows of the open query, each as the text of a record, as the role rote_query.';
