CREATE OR REPLACE VIEW learning_curves AS
SELECT s.name AS sweep, m.sweep_id, m.position, m.cell_id AS cell, m.state, m.cached,
    c.architecture, c.corruption, c.label_noise, c.regularizer, axes.*,
    e.epoch,
    e.step,
    e.train_loss,
    e.train_accuracy,
    CASE WHEN c.corruption <> 'random-binary-labels' THEN e.clean_train_loss END AS clean_train_loss,
    CASE WHEN c.corruption <> 'random-binary-labels' THEN e.clean_train_accuracy END AS clean_train_accuracy,
    CASE WHEN c.corruption <> 'random-binary-labels' THEN e.corrupted_train_loss END AS corrupted_train_loss,
    CASE WHEN c.corruption <> 'random-binary-labels' THEN e.corrupted_train_accuracy END AS corrupted_train_accuracy,
    e.test_loss,
    e.test_accuracy,
    e.best_test_accuracy,
    e.learning_rate AS epoch_learning_rate,
    e.gradient_norm,
    e.weight_norm,
    e.seconds,
    e.images_per_second,
    further.*, settings_of(c.spec) AS settings,
    e.recorded_at,
    regularizer_option(c.spec, 'labelSmoothing') AS label_smoothing, regularizer_option(c.spec, 'mixup') AS mixup,
    optimizer.*
FROM sweep_cells m
JOIN sweeps s ON s.id = m.sweep_id
JOIN cells c ON c.id = m.cell_id
CROSS JOIN LATERAL training_axes(c.spec) axes
CROSS JOIN LATERAL further_axes(c.spec) further
CROSS JOIN LATERAL optimizer_axes(c.spec) optimizer
JOIN epochs e ON e.cell_id = m.cell_id;

COMMENT ON VIEW learning_curves IS
    'The axes of results, with one row per epoch. A cell in two sweeps has its curve twice: name the sweep.';
COMMENT ON COLUMN learning_curves.seconds IS 'Seconds of the epoch, including evaluation.';
