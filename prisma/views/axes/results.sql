-- One wide row a cell and sweep, finished or not.
CREATE OR REPLACE VIEW results AS
SELECT
    x.sweep, x.sweep_id, x.position, x.cell, x.state, x.cached, x.architecture, x.corruption,
    x.label_noise, x.regularizer, x.weight_decay, x.dropout, x.augmentation, x.patience, x.seed,
    x.dataset, x.train_images, x.test_images, x.subset_seed, x.preprocessing, x.epochs_limit,
    x.batch_size, x.learning_rate, x.momentum, x.decay, x.decay_steps, x.stop_train_loss,
    x.stop_train_accuracy,
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
    c.attempt AS attempts,
    c.failure_class || ': ' || c.failure_message AS error,
    r.finished_at,
    a.micro_batches,
    r.weights,
    x.label_seed, x.pixel_seed, x.init_seed, x.order_seed, x.test_labels, x.leave_out,
    x.excludes_true_class, x.gamma, x.filters, x.filter_side, x.folder, x.settings,
    CASE
        WHEN r.outcome IS NULL OR NOT has_cross_entropy(x.architecture) THEN NULL
        WHEN r.epochs_to_fit IS NOT NULL THEN 'fitted'
        WHEN r.stop_reason IN ('stop-rule', 'patience') THEN 'censored'
        ELSE 'unfitted'
    END AS fit
FROM sweep_axes x
JOIN cells c ON c.id = x.cell
LEFT JOIN attempts a ON a.cell_id = c.id AND a.number = c.attempt
LEFT JOIN cell_results r ON r.cell_id = c.id
LEFT JOIN epochs e ON e.cell_id = r.cell_id AND e.epoch = r.final_epoch;

COMMENT ON VIEW results IS
    'One row a cell and sweep, finished or not. A cell that is in two sweeps has two rows: name the sweep (WHERE '
    'sweep_id = …), or ask distinct_results.';
