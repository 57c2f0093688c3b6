CREATE OR REPLACE VIEW fit_width AS
WITH mlps AS (
    SELECT c.*, (cells.spec #>> '{architecture,width}')::INTEGER AS width,
        settings_of(cells.spec - 'architecture') AS settings_besides,
        EXISTS (SELECT FROM epochs e WHERE e.cell_id = c.cell AND e.train_accuracy >= 1) AS fits
    FROM comparable_cells c
    JOIN cells ON cells.id = c.cell
    WHERE c.corruption = 'random-labels' AND c.architecture LIKE 'mlp-1x%'
), smallest AS (
    SELECT sweep, sweep_id, regularizer, train_images, inputs, settings_besides,
        min(width) FILTER (WHERE fits) AS width
    FROM mlps
    GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT s.sweep, s.sweep_id, s.regularizer, s.train_images, s.width, count(m.cell) AS n,
    count(m.cell) FILTER (WHERE m.fits) AS fitted, max(m.parameter_count) AS parameter_count,
    2 * s.train_images + s.inputs AS theorem_1_weights, s.settings_besides AS settings
FROM smallest s
LEFT JOIN mlps m ON m.sweep_id = s.sweep_id AND m.regularizer = s.regularizer
    AND m.train_images = s.train_images AND m.settings_besides = s.settings_besides AND m.width = s.width
GROUP BY s.sweep, s.sweep_id, s.regularizer, s.train_images, s.width, s.inputs, s.settings_besides;

COMMENT ON VIEW fit_width IS
    'The smallest width at which an MLP with one hidden layer fitted every one of this many random labels, beside '
    'theorem 1.';
COMMENT ON COLUMN fit_width.width IS 'The width; null if none fitted.';
COMMENT ON COLUMN fit_width.n IS 'Number of cells of that width.';
COMMENT ON COLUMN fit_width.fitted IS 'Number of them that fitted.';
COMMENT ON COLUMN fit_width.parameter_count IS 'Number of weights of an MLP of that width.';
COMMENT ON COLUMN fit_width.theorem_1_weights IS
    'Number of weights that suffice by theorem 1: two per image, and one per input.';
COMMENT ON COLUMN fit_width.settings IS
    'Digest of everything in a cell except seeds, corruption, the number of train images and the network.';
