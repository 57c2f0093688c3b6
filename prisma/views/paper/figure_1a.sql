CREATE OR REPLACE VIEW figure_1a AS
SELECT g.sweep, g.sweep_id, g.dataset, g.architecture, g.corruption, g.regularizer, g.train_images, g.epoch,
    g.step, s.n, s.mean AS train_loss, s.sd, s.low, s.high, p.value AS paper_train_loss, g.settings,
    s.singles
FROM (
    SELECT c.sweep, c.sweep_id, c.dataset, c.architecture, c.corruption, c.label_noise, c.regularizer,
        c.train_images, c.settings, e.epoch, e.step, array_agg(e.train_loss) AS losses
    FROM comparable_cells c
    JOIN epochs e ON e.cell_id = c.cell
    WHERE c.corruption IN ('none', 'random-labels', 'shuffled-pixels', 'random-pixels', 'gaussian')
        AND has_cross_entropy(c.architecture)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
) g
CROSS JOIN LATERAL over_seeds(g.losses, 0, 'Infinity') s
LEFT JOIN paper_reference p ON p.source = 'figure-1a' AND p.metric = 'train_loss' AND p.dataset = g.dataset
    AND p.architecture = g.architecture AND p.corruption = g.corruption AND p.regularizer = g.regularizer
    AND p.epoch = g.epoch;

COMMENT ON VIEW figure_1a IS
    'Train loss against epochs under each corruption (figure 1a). Cells that stopped earlier are missing from later '
    'epochs. Models that are solved or fitted to squares have no rows, because their loss is not a cross-entropy.';
