-- The correlation is over all n cells of a sweep that have the measure and the same number of images of the same data
-- set, and over those of one corruption (corruption is null for all): here, comparing cells of several settings is the
-- point. Grouping sets would be shorter, but a condition on the sweep is not pushed down into them.
CREATE OR REPLACE VIEW measure_correlation AS
WITH finals AS NOT MATERIALIZED (
    SELECT c.sweep, c.sweep_id, c.cell, c.dataset, c.train_images, c.corruption, c.test_error,
        m.name AS measure, m.value
    FROM comparable_cells c
    JOIN measures m ON m.cell_id = c.cell AND m.epoch = c.epochs AND m.name <> 'sharpness-error'
)
SELECT sweep, sweep_id, dataset, train_images, NULL AS corruption, measure, count(*) AS n,
    kendall_tau(array_agg(value ORDER BY cell), array_agg(test_error ORDER BY cell)) AS tau
FROM finals
GROUP BY 1, 2, 3, 4, 6
UNION ALL
SELECT sweep, sweep_id, dataset, train_images, corruption, measure, count(*),
    kendall_tau(array_agg(value ORDER BY cell), array_agg(test_error ORDER BY cell))
FROM finals
GROUP BY 1, 2, 3, 4, 5, 6;

COMMENT ON VIEW measure_correlation IS
    'Kendall''s rank correlation of a measure at the end of training with the test error, over the cells of a sweep '
    'that have the same number of images of the same data set.';
COMMENT ON COLUMN measure_correlation.corruption IS 'The corruption of the cells; null for all of them together.';
COMMENT ON COLUMN measure_correlation.measure IS 'Name of the measure.';
COMMENT ON COLUMN measure_correlation.n IS 'Number of cells; they may differ in settings.';
COMMENT ON COLUMN measure_correlation.tau IS 'Kendall''s tau-b, −1 to 1; null if all are tied.';
