-- Each option of a regularizer that came after those of training_axes is a column of its own at the end of the views of cells.
-- A function that returned all of them could not get another one without dropping these views, and people's with them.
CREATE OR REPLACE FUNCTION regularizer_option(spec JSONB, option TEXT)
RETURNS DOUBLE PRECISION LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce((spec #>> ARRAY['regularizer', option])::DOUBLE PRECISION, 0)
$$;

COMMENT ON FUNCTION regularizer_option(jsonb, text) IS
    'A number that a cell''s regularizer has only if it is on; 0 if it is off.';
