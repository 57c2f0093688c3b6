-- The accuracy of an honest cell is not binomial: images that are alike get the same, random class, all right or all wrong.
-- But random labels know nothing of the names of the classes, so the accuracies that the cell would have under other names,
-- each class of the test set exchanged for another, are as likely as its own: a permutation test on its confusion counts.
CREATE OR REPLACE VIEW leak_check AS
SELECT c.sweep, c.sweep_id, c.cell, c.architecture, c.regularizer, c.train_images, c.test_images,
    c.test_accuracy, coalesce(k.expected, 1 / c.classes::DOUBLE PRECISION) AS expected, k.sd, k.p_value,
    CASE WHEN k.expected IS NOT NULL THEN coalesce(k.p_value > 0.001, true) END AS inside, c.settings
FROM comparable_cells c
JOIN cell_results r ON r.cell_id = c.cell
LEFT JOIN LATERAL accuracy_by_chance(r.confusion) k ON true
WHERE c.corruption = 'random-labels';

COMMENT ON VIEW leak_check IS
    'Whether a cell that was trained on random labels knows more of the test labels than chance, or less. Its '
    'accuracy is compared with those that it would have if the classes of the test labels had each other''s names '
    '(of more than ten classes, the first ten are renamed): without a leak, all of these are as likely. An honest '
    'cell is outside in at most 1 of 1000 cases, whatever its network and however alike its test images are. '
    'Cells that finished before confusion counts were kept are neither inside nor outside.';
COMMENT ON COLUMN leak_check.expected IS
    'Mean of the accuracies under all names; 1 in the number of classes where there are no confusion counts.';
COMMENT ON COLUMN leak_check.sd IS
    'Standard deviation of the accuracies under all names; null where there are no confusion counts.';
COMMENT ON COLUMN leak_check.p_value IS
    'Twice the share of all names under which the accuracy is as far on the same side, or farther. Null where it '
    'is less than 2.5 standard deviations away, which is not looked into, and where there are no confusion '
    'counts.';
COMMENT ON COLUMN leak_check.inside IS
    'True unless p_value is at most 0.001, which means that the cell has most likely seen test labels, or labels '
    'that say something of them; null where there are no confusion counts.';
