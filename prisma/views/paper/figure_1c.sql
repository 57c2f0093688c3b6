CREATE OR REPLACE VIEW figure_1c AS
SELECT g.sweep, g.sweep_id, g.dataset, g.architecture, g.regularizer, g.label_noise, g.train_images,
    s.n, s.mean AS test_error, s.sd, s.low, s.high, mean_of(g.train) AS train_accuracy,
    p.value AS paper_test_error, g.settings, s.singles
FROM (
    SELECT sweep, sweep_id, dataset, architecture, regularizer, label_noise, train_images, settings,
        array_agg(train_accuracy) AS train, array_agg(test_error) AS errors
    FROM comparable_cells
    WHERE corruption IN ('none', 'partial-labels', 'random-labels')
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
) g
CROSS JOIN LATERAL over_seeds(g.errors, 0, 1) s
LEFT JOIN paper_reference p ON p.source = 'figure-1c' AND p.metric = 'test_error' AND p.dataset = g.dataset
    AND p.architecture = g.architecture AND p.regularizer = g.regularizer AND p.label_noise = g.label_noise;

COMMENT ON VIEW figure_1c IS 'Test error at the end of training against label noise (figure 1c).';
