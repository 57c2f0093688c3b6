CREATE OR REPLACE VIEW figure_2b AS
SELECT g.sweep, g.sweep_id, g.dataset, g.architecture = 'inception-small' AS batch_norm,
    g.train_images, g.epoch, s.n, s.mean AS test_accuracy, s.sd, s.low, s.high, p.value AS paper_test_accuracy,
    g.settings, s.singles
FROM (
    SELECT c.sweep, c.sweep_id, c.dataset, c.architecture, c.train_images, c.settings, e.epoch,
        array_agg(e.test_accuracy) AS accuracies
    FROM comparable_cells c
    JOIN epochs e ON e.cell_id = c.cell
    WHERE c.architecture IN ('inception-small', 'inception-small-no-bn') AND c.corruption = 'none'
        AND c.regularizer = 'none'
    GROUP BY 1, 2, 3, 4, 5, 6, 7
) g
CROSS JOIN LATERAL over_seeds(g.accuracies, 0, 1) s
LEFT JOIN paper_reference p ON p.source = 'figure-2b' AND p.metric = 'test_accuracy' AND p.dataset = g.dataset
    AND p.architecture = g.architecture AND p.epoch = g.epoch;

COMMENT ON VIEW figure_2b IS
    'Test accuracy of inception-small against epochs, with and without batch normalization, on true labels and '
    'without a regularizer (figure 2b).';
COMMENT ON COLUMN figure_2b.batch_norm IS 'Whether the network has batch normalization.';
