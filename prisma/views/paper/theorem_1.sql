-- Sums in float32 are too coarse for more than a few hundred images.
CREATE OR REPLACE VIEW theorem_1 AS
SELECT g.sweep, g.sweep_id, g.architecture, g.corruption, g.label_noise, g.train_images,
    s.n, s.mean AS train_accuracy, s.sd, s.low, s.high, g.max_error, g.settings
FROM (
    SELECT r.sweep, r.sweep_id, r.architecture, r.corruption, r.label_noise, r.train_images,
        r.settings, array_agg(r.train_accuracy) AS accuracies, max(error.value) AS max_error
    FROM results r
    LEFT JOIN measures error ON error.cell_id = r.cell AND error.epoch = r.epochs AND error.name = 'max-error'
    WHERE r.outcome = 'succeeded' AND is_comparable(r.test_labels, r.excludes_true_class, r.leave_out)
        AND r.architecture LIKE 'memorizer%'
    GROUP BY 1, 2, 3, 4, 5, 6, 7
) g
CROSS JOIN LATERAL over_seeds(g.accuracies, 0, 1) s;

COMMENT ON VIEW theorem_1 IS
    'How well the networks of theorem 1, whose weights are constructed and not trained, reproduce labels (section 4).';
COMMENT ON COLUMN theorem_1.max_error IS 'Largest error of an output, over all n cells.';
