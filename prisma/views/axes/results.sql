CREATE OR REPLACE VIEW results AS
SELECT s.name AS sweep, m.sweep_id, m.position, m.cell_id AS cell, m.state, m.cached,
    c.architecture, c.corruption, c.label_noise, c.regularizer, axes.*,
    d.outcome, d.stop_reason, d.epochs, d.steps, d.train_loss, d.train_accuracy, d.clean_train_accuracy,
    d.corrupted_train_accuracy, d.test_loss, d.test_accuracy, d.best_test_accuracy, d.best_test_epoch,
    d.epochs_to_fit, d.labels_selected, d.labels_changed, d.labels_sha256, d.images_sha256, d.parameter_count,
    d.seconds, d.images_per_second, d.engine, d.engine_version, d.device, d.device_name, d.attempts, d.error,
    d.finished_at, d.micro_batches, d.weights, further.*,
    settings_of(c.spec) AS settings, d.fit, d.label_smoothing, d.mixup,
    optimizer.*
FROM sweep_cells m
JOIN sweeps s ON s.id = m.sweep_id
JOIN cells c ON c.id = m.cell_id
CROSS JOIN LATERAL training_axes(c.spec) axes
CROSS JOIN LATERAL further_axes(c.spec) further
CROSS JOIN LATERAL optimizer_axes(c.spec) optimizer
JOIN distinct_results d ON d.cell = m.cell_id;

COMMENT ON VIEW results IS
    'One row per cell and sweep, finished or not. A cell in two sweeps has two rows: name the sweep (WHERE sweep_id = '
    '…), or query distinct_results.';
