-- The same axes, and one row an epoch.
CREATE OR REPLACE VIEW learning_curves AS
SELECT
    x.sweep, x.sweep_id, x.position, x.cell, x.state, x.cached, x.architecture, x.corruption,
    x.label_noise, x.regularizer, x.weight_decay, x.dropout, x.augmentation, x.patience, x.seed,
    x.dataset, x.train_images, x.test_images, x.subset_seed, x.preprocessing, x.epochs_limit,
    x.batch_size, x.learning_rate, x.momentum, x.decay, x.decay_steps, x.stop_train_loss,
    x.stop_train_accuracy,
    e.epoch,
    e.step,
    e.train_loss,
    e.train_accuracy,
    CASE WHEN x.corruption <> 'random-binary-labels' THEN e.clean_train_loss END AS clean_train_loss,
    CASE WHEN x.corruption <> 'random-binary-labels' THEN e.clean_train_accuracy END AS clean_train_accuracy,
    CASE WHEN x.corruption <> 'random-binary-labels' THEN e.corrupted_train_loss END AS corrupted_train_loss,
    CASE WHEN x.corruption <> 'random-binary-labels' THEN e.corrupted_train_accuracy END AS corrupted_train_accuracy,
    e.test_loss,
    e.test_accuracy,
    e.best_test_accuracy,
    e.learning_rate AS epoch_learning_rate,
    e.gradient_norm,
    e.weight_norm,
    e.seconds,
    e.images_per_second,
    x.label_seed, x.pixel_seed, x.init_seed, x.order_seed, x.test_labels, x.leave_out,
    x.excludes_true_class, x.gamma, x.filters, x.filter_side, x.folder, x.settings,
    e.recorded_at
FROM sweep_axes x
JOIN epochs e ON e.cell_id = x.cell;

COMMENT ON VIEW learning_curves IS
    'The axes of results, and one row an epoch. A cell that is in two sweeps has its curve twice: name the sweep.';
COMMENT ON COLUMN learning_curves.seconds IS 'Seconds of the epoch, evaluation included.';
