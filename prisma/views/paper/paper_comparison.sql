-- Our numbers and the paper's: one row for each of its numbers that a sweep has cells for; of the curves, only the ends
-- of figure 2b. The paper's networks are trained by SGD, so cells that are trained by anything else are left out. Ours agrees if it is in the number's band, and differs if it is outside. For a number without a band
-- there is a tolerance: 2.5 points, but at most a quarter, for an accuracy or an error; a tenth for anything else.
-- Outside the tolerance, the verdict is unclear if our interval contains the number, since more seeds would decide. For
-- times that some cells lack, only a lower bound of the mean is known (at_least): beyond what the paper's number
-- allows, it differs; otherwise it is unfitted if some cells trained to the end of their epochs, and censored if all of
-- them were stopped by their own stop rule. subset means part of the train set, where nothing can be compared.
CREATE OR REPLACE VIEW paper_comparison AS
WITH numbers AS (
    SELECT c.sweep, c.sweep_id, c.dataset, c.architecture, c.corruption, c.label_noise, c.regularizer,
        c.train_images, c.settings, m.metric, bool_and(c.is_whole) AS is_whole, count(*) AS cells,
        array_agg(m.value) AS sample, array_agg(coalesce(m.value, c.epochs + 1)) AS bounds,
        count(*) FILTER (WHERE c.fit = 'unfitted') AS unfitted
    FROM comparable_cells c
    LEFT JOIN measures norm ON norm.cell_id = c.cell AND norm.epoch = c.epochs AND norm.name = 'solution-norm'
    CROSS JOIN LATERAL (VALUES
        ('train_accuracy', c.train_accuracy), ('test_accuracy', c.test_accuracy), ('test_error', c.test_error),
        ('top_1_train_accuracy', c.train_accuracy), ('top_1_test_accuracy', c.test_accuracy),
        ('epochs_to_fit', c.epochs_to_fit::DOUBLE PRECISION), ('solution_norm', norm.value)
    ) AS m (metric, value)
    WHERE coalesce(c.optimizer, 'sgd') = 'sgd'
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
), ours AS NOT MATERIALIZED (
    SELECT g.sweep, g.sweep_id, g.dataset, g.architecture, g.corruption, g.label_noise, g.regularizer,
        g.train_images, g.settings, g.metric, g.is_whole, s.n, q.is_partial,
        CASE WHEN NOT q.is_partial THEN s.mean END AS mean, CASE WHEN NOT q.is_partial THEN s.sd END AS sd,
        CASE WHEN NOT q.is_partial THEN s.low END AS low, CASE WHEN NOT q.is_partial THEN s.high END AS high,
        CASE WHEN q.is_partial THEN mean_of(g.bounds) END AS at_least, q.is_partial AND g.unfitted > 0 AS is_unfitted
    FROM numbers g
    CROSS JOIN LATERAL over_seeds(g.sample, CASE WHEN g.metric = 'epochs_to_fit' THEN 1 ELSE 0 END,
        CASE WHEN g.metric IN ('epochs_to_fit', 'solution_norm') THEN 'Infinity'::DOUBLE PRECISION ELSE 1 END) s
    CROSS JOIN LATERAL (SELECT g.metric = 'epochs_to_fit' AND s.n < g.cells AS is_partial) q
), ours_and_times AS (
    SELECT * FROM ours
    UNION ALL
    -- The mean of ratios has no simple interval: its numerator and denominator are means themselves.
    SELECT sweep, sweep_id, dataset, architecture, corruption, label_noise, regularizer, train_images, settings,
        'relative_time', is_whole, n, is_partial OR base_is_partial, mean / base_mean, NULL, NULL, NULL,
        at_least / base_mean, is_unfitted OR base_is_unfitted
    FROM (
        SELECT ours.*, max(mean) FILTER (WHERE label_noise = 0) OVER same AS base_mean,
            bool_or(is_partial) FILTER (WHERE label_noise = 0) OVER same AS base_is_partial,
            bool_or(is_unfitted) FILTER (WHERE label_noise = 0) OVER same AS base_is_unfitted
        FROM ours
        WHERE metric = 'epochs_to_fit' AND corruption IN ('none', 'partial-labels', 'random-labels')
        WINDOW same AS (PARTITION BY sweep_id, dataset, architecture, regularizer, train_images, settings)
    ) times
    WHERE label_noise > 0 AND base_is_partial IS NOT NULL
)
SELECT o.sweep, o.sweep_id, p.source, p.architecture, p.corruption, p.label_noise, p.regularizer,
    o.train_images, p.metric, o.n, o.mean AS ours, o.sd, o.low, o.high, p.value AS paper, p.band_low,
    p.band_high,
    CASE
        WHEN NOT o.is_whole THEN 'subset'
        WHEN o.is_partial AND o.at_least > coalesce(p.band_high, p.value + t.tolerance) + 1e-9 THEN 'differs'
        WHEN o.is_unfitted THEN 'unfitted'
        WHEN o.is_partial THEN 'censored'
        WHEN o.mean BETWEEN p.band_low - 1e-9 AND p.band_high + 1e-9 THEN 'agrees'
        WHEN p.band_low IS NOT NULL THEN 'differs'
        WHEN abs(o.mean - p.value) <= 1e-9 + t.tolerance THEN 'agrees'
        WHEN p.value BETWEEN o.low - 1e-9 AND o.high + 1e-9 THEN 'unclear'
        ELSE 'differs'
    END AS verdict,
    o.settings, o.at_least
FROM ours_and_times o
JOIN paper_reference p USING (dataset, architecture, corruption, label_noise, regularizer, metric)
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN p.metric LIKE '%\_accuracy' OR p.metric = 'test_error' THEN least(0.025, p.value / 4)
        ELSE p.value / 10
    END AS tolerance
) t
WHERE (o.mean IS NOT NULL OR o.is_partial)
    AND (p.epoch IS NULL OR (p.source = 'figure-2b' AND p.band_low IS NOT NULL))
UNION ALL
-- Cells that diverged have no accuracy; if the paper says so, all of them failed to converge.
SELECT t.sweep, t.sweep_id, p.source, p.architecture, p.corruption, p.label_noise, p.regularizer,
    t.train_images, p.metric, t.n, NULL, NULL, NULL, NULL, p.value, p.band_low, p.band_high,
    CASE WHEN t.train_images = f.train_images THEN 'agrees' ELSE 'subset' END,
    t.settings, NULL
FROM table_4 t
JOIN paper_reference p ON p.source = 'table-4' AND p.architecture = t.architecture
    AND p.regularizer = t.regularizer AND p.value IS NULL
JOIN dataset_facts f ON f.dataset = p.dataset
WHERE NOT t.paper_converges AND t.n = 0 AND t.diverged > 0;

COMMENT ON VIEW paper_comparison IS
    'Our numbers beside the paper''s: one row for each of its numbers that a sweep has cells for. Of its curves, only '
    'the ends of figure 2b. Cells that are trained by another optimizer than SGD are left out.';
COMMENT ON COLUMN paper_comparison.n IS 'Number of cells that have the number.';
COMMENT ON COLUMN paper_comparison.ours IS 'Our mean. Null if all cells diverged, and for times that some cells lack.';
COMMENT ON COLUMN paper_comparison.verdict IS
    'agrees: ours is in the band; without a band, within 2.5 points and a quarter for an accuracy or error, or within '
    'a tenth for anything else. unclear: there is no band, and only our 95 % interval contains the paper''s number. '
    'unfitted and censored: a time that some cells lack, because they trained to the end without fitting, or were '
    'stopped before. subset: trained on part of the train set, which cannot be compared. differs: everything else, '
    'including any number outside its band, whatever the interval.';
COMMENT ON COLUMN paper_comparison.at_least IS
    'Lower bound of the mean of a time if some cells have not fitted; null otherwise.';
