CREATE OR REPLACE VIEW uniform_stability AS
SELECT r.sweep, r.sweep_id, coalesce(r.folder, r.dataset) AS dataset, r.architecture, r.corruption,
    r.label_noise, r.regularizer, r.train_images, count(d.max_difference) AS n,
    max(d.max_difference) AS max_difference, mean_of(array_agg(d.mean_difference)) AS mean_difference,
    r.settings
FROM results r
JOIN cells c ON c.id = r.cell
JOIN sweep_cells m ON m.sweep_id = r.sweep_id
JOIN cells less ON less.id = m.cell_id AND less.state = 'succeeded' AND less.spec ? 'leaveOut'
    AND less.spec - 'leaveOut' = c.spec
CROSS JOIN LATERAL loss_stability(r.cell, less.id) d
WHERE r.outcome = 'succeeded' AND r.leave_out IS NULL
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 12
HAVING count(d.max_difference) > 0;

COMMENT ON VIEW uniform_stability IS
    'A lower bound of uniform stability (section 1.3): how much the losses of test images change when one train image '
    'is left out. For sweeps that keep examples and pair each cell with leaveOut with the same cell without it.';
COMMENT ON COLUMN uniform_stability.n IS 'Number of pairs of cells.';
