CREATE OR REPLACE VIEW label_fit_over_time AS
SELECT g.sweep, g.sweep_id, g.dataset, g.architecture, g.corruption, g.label_noise, g.regularizer,
    g.train_images, g.epoch, g.n,
    clean.mean AS clean_train_accuracy, clean.sd AS clean_sd, clean.low AS clean_low, clean.high AS clean_high,
    corrupted.mean AS corrupted_train_accuracy, corrupted.sd AS corrupted_sd, corrupted.low AS corrupted_low,
    corrupted.high AS corrupted_high, g.settings, clean.singles AS clean_singles,
    corrupted.singles AS corrupted_singles
FROM (
    SELECT c.sweep, c.sweep_id, c.dataset, c.architecture, c.corruption, c.label_noise, c.regularizer,
        c.train_images, c.settings, e.epoch, count(*) AS n,
        array_agg(e.clean_train_accuracy) AS clean, array_agg(e.corrupted_train_accuracy) AS corrupted
    FROM comparable_cells c
    JOIN epochs e ON e.cell_id = c.cell
    WHERE c.label_noise > 0
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
) g
CROSS JOIN LATERAL over_seeds(g.clean, 0, 1) clean
CROSS JOIN LATERAL over_seeds(g.corrupted, 0, 1) corrupted;

COMMENT ON VIEW label_fit_over_time IS
    'Whether images with true labels are fitted before those with wrong ones: mean train accuracy on each, by epoch.';
