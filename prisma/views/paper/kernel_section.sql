CREATE OR REPLACE VIEW kernel_section AS
SELECT g.sweep, g.sweep_id, g.dataset, g.architecture, g.corruption, g.label_noise, g.regularizer,
    g.train_images, s.n, s.mean AS test_error, s.sd, s.low, s.high, mean_of(g.norms) AS solution_norm,
    mean_of(g.distances) AS distance_to_min_norm, error.value AS paper_test_error,
    norm.value AS paper_solution_norm, g.settings, s.singles
FROM (
    SELECT c.sweep, c.sweep_id, c.dataset, c.architecture, c.corruption, c.label_noise, c.regularizer,
        c.train_images, c.is_whole, c.settings, array_agg(c.test_error) AS errors,
        array_agg(norm.value) AS norms, array_agg(distance.value) AS distances
    FROM comparable_cells c
    LEFT JOIN measures norm ON norm.cell_id = c.cell AND norm.epoch = c.epochs AND norm.name = 'solution-norm'
    LEFT JOIN measures distance ON distance.cell_id = c.cell AND distance.epoch = c.epochs
        AND distance.name = 'distance-to-min-norm'
    WHERE c.architecture LIKE 'kernel%' OR c.architecture LIKE 'linear%'
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
) g
CROSS JOIN LATERAL over_seeds(g.errors, 0, 1) s
LEFT JOIN paper_reference error ON g.is_whole AND error.source = 'kernel' AND error.metric = 'test_error'
    AND error.dataset = g.dataset AND error.architecture = g.architecture
    AND error.corruption = g.corruption AND error.regularizer = g.regularizer
LEFT JOIN paper_reference norm ON g.is_whole AND norm.source = 'kernel' AND norm.metric = 'solution_norm'
    AND norm.dataset = g.dataset AND norm.architecture = g.architecture
    AND norm.corruption = g.corruption AND norm.regularizer = g.regularizer;

COMMENT ON VIEW kernel_section IS
    'Test error of linear models and kernels against the number of train images, and the norms of the solutions '
    '(section 5). The paper''s numbers are for whole train sets, and appear only beside these.';
COMMENT ON COLUMN kernel_section.solution_norm IS
    'Mean norm of a solution; null for models trained by gradient descent.';
COMMENT ON COLUMN kernel_section.distance_to_min_norm IS
    'Mean distance of a model trained by gradient descent to the solution of least norm; null for what is solved.';
