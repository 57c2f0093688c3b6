CREATE OR REPLACE VIEW combination_curves AS
SELECT g.sweep, g.sweep_id, g.combination, g.epoch, train.n,
    loss.mean AS train_loss, loss.low AS train_loss_low, loss.high AS train_loss_high,
    train.mean AS train_accuracy, train.low AS train_low, train.high AS train_high,
    test.mean AS test_accuracy, test.low AS test_low, test.high AS test_high,
    loss.singles AS train_loss_singles, train.singles AS train_singles, test.singles AS test_singles
FROM (
    SELECT s.name AS sweep, m.sweep_id, k.combination, e.epoch, array_agg(e.train_loss) AS losses,
        array_agg(e.train_accuracy) AS train, array_agg(e.test_accuracy) AS test
    FROM sweep_cells m
    JOIN sweeps s ON s.id = m.sweep_id
    JOIN cells c ON c.id = m.cell_id AND c.state = 'succeeded'
    CROSS JOIN LATERAL (SELECT combination_of(c.spec) AS combination OFFSET 0) k -- once per cell, not per epoch
    JOIN epochs e ON e.cell_id = m.cell_id
    GROUP BY s.name, m.sweep_id, k.combination, e.epoch
) g
CROSS JOIN LATERAL over_seeds(g.losses, 0, 'Infinity') loss
CROSS JOIN LATERAL over_seeds(g.train, 0, 1) train
CROSS JOIN LATERAL over_seeds(g.test, 0, 1) test;

COMMENT ON VIEW combination_curves IS
    'Mean learning curves of the rows of combinations, over the cells that succeeded and reached the epoch.';
COMMENT ON COLUMN combination_curves.n IS 'Number of cells that reached the epoch.';
