CREATE OR REPLACE FUNCTION is_comparable(test_labels TEXT, excludes_true_class BOOLEAN, leave_out INTEGER)
RETURNS BOOLEAN LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT test_labels = 'clean' AND NOT excludes_true_class AND leave_out IS NULL
$$;

COMMENT ON FUNCTION is_comparable(text, boolean, integer) IS
    'Whether a cell can be compared with the paper''s: test labels are true, random classes may be the true ones, and '
    'no image is left out.';
