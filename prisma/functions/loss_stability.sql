CREATE OR REPLACE FUNCTION loss_stability(cell_a TEXT, cell_b TEXT)
RETURNS TABLE (max_difference DOUBLE PRECISION, mean_difference DOUBLE PRECISION) LANGUAGE sql STABLE AS $$
    SELECT max(d), mean_of(array_agg(d))
    FROM (
        SELECT abs(u.a::DOUBLE PRECISION - u.b)
        FROM example_records a
        JOIN example_records b ON a.cell_id = cell_a AND b.cell_id = cell_b
            AND cardinality(a.test_losses) = cardinality(b.test_losses)
        CROSS JOIN LATERAL unnest(a.test_losses, b.test_losses) AS u (a, b)
    ) u (d)
$$;

COMMENT ON FUNCTION loss_stability(text,text) IS
    'How much the losses of the same test images differ between two cells, one of which was trained without one of '
    'the train images. The largest difference is a lower bound of uniform stability (Bousquet and Elisseeff 2002). '
    'Null if there are no records.';
