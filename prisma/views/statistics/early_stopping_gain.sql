CREATE OR REPLACE VIEW early_stopping_gain AS
SELECT sweep, sweep_id, cell, architecture, corruption, label_noise, regularizer, train_images,
    best_test_accuracy, best_test_epoch, test_accuracy, epochs,
    best_test_accuracy - test_accuracy AS gain, settings
FROM comparable_cells;

COMMENT ON VIEW early_stopping_gain IS
    'What stopping at the best test accuracy would have gained. This is an oracle''s gain, because it looks at the '
    'test set.';
COMMENT ON COLUMN early_stopping_gain.gain IS 'Best test accuracy minus the last.';
