-- If labels are of two random classes, clean and corrupted ones mean nothing: they would be compared with the ten true
-- classes.
CREATE OR REPLACE VIEW distinct_results AS
SELECT
    c.id AS cell, c.state, c.architecture, c.corruption, c.label_noise, c.regularizer, axes.*, further.*,
    settings_of(c.spec) AS settings,
    r.outcome,
    r.stop_reason,
    r.epochs,
    r.steps,
    e.train_loss,
    e.train_accuracy,
    CASE WHEN c.corruption <> 'random-binary-labels' THEN e.clean_train_accuracy END AS clean_train_accuracy,
    CASE WHEN c.corruption <> 'random-binary-labels' THEN e.corrupted_train_accuracy END AS corrupted_train_accuracy,
    e.test_loss,
    e.test_accuracy,
    r.best_test_accuracy,
    r.best_test_epoch,
    r.epochs_to_fit,
    CASE
        WHEN r.outcome IS NULL OR NOT has_cross_entropy(c.architecture) THEN NULL
        WHEN r.epochs_to_fit IS NOT NULL THEN 'fitted'
        WHEN r.stop_reason IN ('stop-rule', 'patience') THEN 'censored'
        ELSE 'unfitted'
    END AS fit,
    r.labels_selected,
    CASE WHEN c.corruption <> 'random-binary-labels' THEN r.labels_changed END AS labels_changed,
    r.labels_sha256,
    r.images_sha256,
    r.parameter_count,
    r.seconds,
    r.images_per_second,
    a.engine,
    a.engine_version,
    a.device,
    a.device_name,
    a.micro_batches,
    c.attempt AS attempts,
    c.failure_class || ': ' || c.failure_message AS error,
    r.weights,
    r.finished_at,
    (SELECT count(*) FROM sweep_cells m WHERE m.cell_id = c.id) AS sweeps,
    regularizer_option(c.spec, 'labelSmoothing') AS label_smoothing,
    regularizer_option(c.spec, 'mixup') AS mixup,
    optimizer.*
FROM cells c
CROSS JOIN LATERAL training_axes(c.spec) axes
CROSS JOIN LATERAL further_axes(c.spec) further
CROSS JOIN LATERAL optimizer_axes(c.spec) optimizer
LEFT JOIN attempts a ON a.cell_id = c.id AND a.number = c.attempt
LEFT JOIN cell_results r ON r.cell_id = c.id
LEFT JOIN epochs e ON e.cell_id = r.cell_id AND e.epoch = r.final_epoch;

COMMENT ON VIEW distinct_results IS
    'One row per distinct cell, finished or not, however many sweeps contain it: use it to count and average over '
    'sweeps. Group by everything that varies (including label_noise, train_images and settings), and count seeds with '
    'count(DISTINCT seed).';
COMMENT ON COLUMN distinct_results.sweeps IS 'Number of sweeps that contain the cell.';
