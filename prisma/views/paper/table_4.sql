CREATE OR REPLACE VIEW table_4 AS
SELECT g.sweep, g.sweep_id, g.architecture, g.regularizer, g.train_images, s.n, g.diverged,
    s.mean AS train_accuracy, s.sd, s.low, s.high,
    p.value AS paper_train_accuracy,
    CASE WHEN p.id IS NOT NULL THEN p.value IS NOT NULL END AS paper_converges,
    g.settings
FROM (
    SELECT r.sweep, r.sweep_id, r.dataset, r.architecture, r.regularizer, r.train_images,
        r.settings, count(*) FILTER (WHERE r.outcome = 'diverged') AS diverged,
        array_agg(r.train_accuracy) FILTER (WHERE r.outcome = 'succeeded') AS train
    FROM results r
    WHERE r.corruption = 'random-labels' AND r.regularizer <> 'none' AND r.outcome IS NOT NULL
        AND is_comparable(r.test_labels, r.excludes_true_class, r.leave_out)
    GROUP BY 1, 2, 3, 4, 5, 6, 7
) g
CROSS JOIN LATERAL over_seeds(g.train, 0, 1) s
LEFT JOIN paper_reference p ON p.source = 'table-4' AND p.dataset = g.dataset
    AND p.architecture = g.architecture AND p.regularizer = g.regularizer;

COMMENT ON VIEW table_4 IS
    'Train accuracy on random labels with a regularizer (table 4). Cells that diverged are counted, not averaged.';
