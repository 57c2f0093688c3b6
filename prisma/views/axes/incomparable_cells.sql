CREATE OR REPLACE VIEW incomparable_cells AS
SELECT r.sweep, r.sweep_id, r.cell,
    CASE
        WHEN r.corruption = 'random-binary-labels' THEN 'labels are of two random classes, in the test set too'
        WHEN r.test_labels <> 'clean' THEN 'test labels are corrupted'
        WHEN r.leave_out IS NOT NULL THEN 'one train image is left out'
        ELSE 'random classes exclude the true one'
    END AS reason
FROM results r
WHERE r.outcome = 'succeeded' AND (r.corruption = 'random-binary-labels'
    OR NOT is_comparable(r.test_labels, r.excludes_true_class, r.leave_out));

COMMENT ON VIEW incomparable_cells IS
    'Succeeded cells that are not set up as in the paper: they are not in comparable_cells, nor in the views of the '
    'paper''s tables and figures.';
COMMENT ON COLUMN incomparable_cells.reason IS 'Why, in words.';
