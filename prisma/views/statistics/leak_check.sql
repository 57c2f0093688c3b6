-- The accuracy of an honest cell is not binomial: similar images get the same random class, all right or all wrong. But
-- random labels are independent of the names of the classes, so the accuracies that the cell would have if the classes
-- of the test set were renamed are as likely as its own. This is a permutation test on its confusion counts.
CREATE OR REPLACE VIEW leak_check AS
SELECT c.sweep, c.sweep_id, c.cell, c.architecture, c.regularizer, c.train_images, c.test_images,
    c.test_accuracy, coalesce(k.expected, 1 / c.classes::DOUBLE PRECISION) AS expected, k.sd, k.p_value,
    CASE WHEN k.expected IS NOT NULL THEN coalesce(k.p_value > 0.001, true) END AS inside, c.settings
FROM comparable_cells c
JOIN cell_results r ON r.cell_id = c.cell
LEFT JOIN LATERAL accuracy_by_chance(r.confusion) k ON true
WHERE c.corruption = 'random-labels';

COMMENT ON VIEW leak_check IS
    'Whether a cell that was trained on random labels knows more about the test labels than chance, or less. Its '
    'accuracy is compared with those that it would have if the classes of the test labels had each other''s names (of '
    'more than ten classes, the first ten are renamed): without a leak, all of these are equally likely. An honest '
    'cell is outside in at most 1 of 1000 cases, whatever its network and however similar its test images are. Cells '
    'that finished before confusion counts were kept are neither inside nor outside.';
COMMENT ON COLUMN leak_check.expected IS
    'Mean of the accuracies under all names; without confusion counts, 1 divided by the number of classes.';
COMMENT ON COLUMN leak_check.sd IS
    'Standard deviation of the accuracies under all names; null without confusion counts.';
COMMENT ON COLUMN leak_check.p_value IS
    'Twice the share of all names under which the accuracy is at least as far on the same side. Null if it is less '
    'than 2.5 standard deviations away, where it is not computed, and without confusion counts.';
COMMENT ON COLUMN leak_check.inside IS
    'True unless p_value is at most 0.001, which means that the cell has most likely seen test labels, or labels that '
    'carry information about them; null without confusion counts.';
