CREATE OR REPLACE VIEW comparable_cells AS
SELECT
    r.sweep,
    r.sweep_id,
    r.cell,
    d.dataset,
    f.classes,
    f.inputs,
    r.train_images,
    r.test_images,
    coalesce(r.train_images = f.train_images, false) AS is_whole,
    r.architecture,
    r.corruption,
    r.label_noise,
    r.regularizer,
    r.train_accuracy,
    r.test_accuracy,
    1 - r.test_accuracy AS test_error,
    r.best_test_accuracy,
    r.best_test_epoch,
    r.epochs,
    r.epochs_to_fit,
    r.parameter_count,
    k.settings,
    r.fit,
    r.stop_reason,
    r.optimizer
FROM results r
CROSS JOIN LATERAL (SELECT coalesce(r.folder, r.dataset) AS dataset) d
CROSS JOIN LATERAL (SELECT r.settings OFFSET 0) k -- one digest per cell, not per joined epoch
LEFT JOIN dataset_facts f ON f.dataset = d.dataset
WHERE r.outcome = 'succeeded' AND is_comparable(r.test_labels, r.excludes_true_class, r.leave_out)
    AND r.corruption <> 'random-binary-labels';

COMMENT ON VIEW comparable_cells IS
    'Succeeded cells that are set up as in the paper: test labels are true, random classes may be the true ones, no '
    'image is left out, and there are more than two classes. Cells with equal settings, corruption, label noise and '
    'number of train images differ only in seeds.';
COMMENT ON COLUMN comparable_cells.dataset IS 'The data set; for an image folder, its name.';
COMMENT ON COLUMN comparable_cells.classes IS 'Number of classes; null for a data set that Rote does not know.';
COMMENT ON COLUMN comparable_cells.inputs IS
    'Number of input values per image; null for a data set that Rote does not know.';
COMMENT ON COLUMN comparable_cells.is_whole IS 'Whether the cell is trained on the whole train set.';
