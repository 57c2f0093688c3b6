CREATE OR REPLACE VIEW combinations AS
SELECT g.sweep, g.sweep_id, g.position, g.combination, g.dataset, g.architecture, g.corruption,
    g.label_noise, g.regularizer, g.train_images, g.cells, train.n, g.diverged, g.unfinished,
    mean_of(g.epochs) AS epochs,
    train.mean AS train_accuracy, train.sd AS train_sd, train.low AS train_low, train.high AS train_high,
    test.mean AS test_accuracy, test.sd AS test_sd, test.low AS test_low, test.high AS test_high,
    mean_of(g.losses) AS train_loss, g.spec
FROM (
    SELECT r.sweep, r.sweep_id, k.combination, k.spec, coalesce(r.folder, r.dataset) AS dataset, r.architecture,
        r.corruption, r.label_noise, r.regularizer, r.train_images, min(r.position) AS position, count(*) AS cells,
        count(*) FILTER (WHERE r.outcome = 'diverged') AS diverged,
        count(*) FILTER (WHERE r.outcome IS NULL) AS unfinished,
        array_agg(r.epochs::DOUBLE PRECISION) FILTER (WHERE r.outcome = 'succeeded') AS epochs,
        array_agg(r.train_accuracy) FILTER (WHERE r.outcome = 'succeeded') AS train,
        array_agg(r.test_accuracy) FILTER (WHERE r.outcome = 'succeeded') AS test,
        array_agg(r.train_loss) FILTER (WHERE r.outcome = 'succeeded') AS losses
    FROM results r
    JOIN cells c ON c.id = r.cell
    CROSS JOIN LATERAL (
        SELECT combination_of(c.spec) AS combination, combination_spec(c.spec) AS spec
    ) k
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
) g
CROSS JOIN LATERAL over_seeds(g.train, 0, 1) train
CROSS JOIN LATERAL over_seeds(g.test, 0, 1) test;

COMMENT ON VIEW combinations IS
    'The cells of a sweep that differ only in seeds as one row, with the mean and spread of their results. Each cell '
    'of a sweep is in one row, comparable with the paper or not.';
COMMENT ON COLUMN combinations.position IS 'Place of its first cell in the sweep.';
COMMENT ON COLUMN combinations.dataset IS 'The data set; for an image folder, its name.';
COMMENT ON COLUMN combinations.cells IS 'Number of its cells.';
COMMENT ON COLUMN combinations.n IS 'Number of cells that succeeded: the means are over these.';
COMMENT ON COLUMN combinations.unfinished IS 'Number of cells that have no result, or not yet.';
COMMENT ON COLUMN combinations.epochs IS 'Mean number of epochs trained.';
COMMENT ON COLUMN combinations.train_loss IS 'Mean train loss at the end.';
COMMENT ON COLUMN combinations.spec IS 'What its cells have in common, as JSON.';
