-- One wide row a distinct cell, finished or not, however many sweeps it is in. Clean and corrupted labels of two random
-- classes are nobody's: they are compared with those of ten.
CREATE OR REPLACE VIEW distinct_results AS
SELECT
    x.cell, x.state, x.architecture, x.corruption, x.label_noise, x.regularizer, x.weight_decay, x.dropout,
    x.augmentation, x.patience, x.seed, x.dataset, x.train_images, x.test_images, x.subset_seed,
    x.preprocessing, x.epochs_limit, x.batch_size, x.learning_rate, x.momentum, x.decay, x.decay_steps,
    x.stop_train_loss, x.stop_train_accuracy, x.label_seed, x.pixel_seed, x.init_seed, x.order_seed,
    x.test_labels, x.leave_out, x.excludes_true_class, x.gamma, x.filters, x.filter_side, x.folder,
    x.settings,
    r.outcome,
    r.stop_reason,
    r.epochs,
    r.steps,
    e.train_loss,
    e.train_accuracy,
    CASE WHEN x.corruption <> 'random-binary-labels' THEN e.clean_train_accuracy END AS clean_train_accuracy,
    CASE WHEN x.corruption <> 'random-binary-labels' THEN e.corrupted_train_accuracy END AS corrupted_train_accuracy,
    e.test_loss,
    e.test_accuracy,
    r.best_test_accuracy,
    r.best_test_epoch,
    r.epochs_to_fit,
    CASE
        WHEN r.outcome IS NULL OR NOT has_cross_entropy(x.architecture) THEN NULL
        WHEN r.epochs_to_fit IS NOT NULL THEN 'fitted'
        WHEN r.stop_reason IN ('stop-rule', 'patience') THEN 'censored'
        ELSE 'unfitted'
    END AS fit,
    r.labels_selected,
    CASE WHEN x.corruption <> 'random-binary-labels' THEN r.labels_changed END AS labels_changed,
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
    (SELECT count(*) FROM sweep_cells m WHERE m.cell_id = x.cell) AS sweeps
FROM cell_axes x
JOIN cells c ON c.id = x.cell
LEFT JOIN attempts a ON a.cell_id = c.id AND a.number = c.attempt
LEFT JOIN cell_results r ON r.cell_id = c.id
LEFT JOIN epochs e ON e.cell_id = r.cell_id AND e.epoch = r.final_epoch;

COMMENT ON VIEW distinct_results IS
    'One row a distinct cell, finished or not, however many sweeps it is in: what to count and average over '
    'sweeps. Group by what varies (label_noise, train_images and settings too), and count seeds with '
    'count(DISTINCT seed).';
COMMENT ON COLUMN distinct_results.sweeps IS 'Number of sweeps that the cell is in.';
