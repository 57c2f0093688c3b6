-- Every axis of every cell of every sweep as a column.
CREATE OR REPLACE VIEW sweep_axes AS
SELECT
    s.name AS sweep, m.sweep_id, m.position, m.cell_id AS cell, m.state, m.cached, x.architecture,
    x.corruption, x.label_noise, x.regularizer, x.weight_decay, x.dropout, x.augmentation, x.patience,
    x.seed, x.dataset, x.train_images, x.test_images, x.subset_seed, x.preprocessing, x.epochs_limit,
    x.batch_size, x.learning_rate, x.momentum, x.decay, x.decay_steps, x.stop_train_loss,
    x.stop_train_accuracy, x.label_seed, x.pixel_seed, x.init_seed, x.order_seed, x.test_labels, x.leave_out,
    x.excludes_true_class, x.gamma, x.filters, x.filter_side, x.folder, x.settings
FROM sweep_cells m
JOIN sweeps s ON s.id = m.sweep_id
JOIN cell_axes x ON x.cell = m.cell_id;

COMMENT ON VIEW sweep_axes IS 'Every axis of every cell of every sweep as a column.';
