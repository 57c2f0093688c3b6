-- A lower bound: a network's fit of coin tosses.
CREATE OR REPLACE VIEW rademacher_complexity AS
SELECT g.sweep, g.sweep_id, g.dataset, g.architecture, g.regularizer, g.train_images,
    s.n, s.mean AS complexity, s.sd, s.low, s.high, g.settings
FROM (
    SELECT r.sweep, r.sweep_id, coalesce(r.folder, r.dataset) AS dataset, r.architecture, r.regularizer,
        r.train_images, r.settings, array_agg(2 * r.train_accuracy - 1) AS sample
    FROM results r
    WHERE r.outcome = 'succeeded' AND r.corruption = 'random-binary-labels' AND r.leave_out IS NULL
    GROUP BY 1, 2, 3, 4, 5, 6, 7
) g
CROSS JOIN LATERAL over_seeds(g.sample, -1, 1) s;

COMMENT ON VIEW rademacher_complexity IS
    'Empirical Rademacher complexity (section 1.3), estimated by a network that is trained on labels of two random '
    'classes: the mean over draws of 2 · train accuracy − 1. At 1, the bound that follows from it is vacuous.';
COMMENT ON COLUMN rademacher_complexity.complexity IS 'The estimate, −1 to 1.';
