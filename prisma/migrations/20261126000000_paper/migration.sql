-- The tables and figures of the paper as views of a sweep's cells, beside its numbers. Where a view says n, sd, low and
-- high, they are over cells that differ in nothing but seeds: their number, the standard deviation of the sample, and the
-- 95 % interval of the mean by Student's t; but for n, null where there is one cell. Such cells have equal "settings",
-- which is the last column: what they have besides, a learning rate for example, may have no column.

-- Statistics ---------------------------------------------------------------------------------------------------------

-- The 97.5 % quantile of Student's t distribution; from 31 degrees of freedom on by the expansion of Cornish and Fisher
-- (Abramowitz and Stegun 26.7.5), which is off by 2e-6 at most. Null below 1.
CREATE FUNCTION "student_t_975"("df" BIGINT) RETURNS DOUBLE PRECISION LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN "df" < 1 THEN NULL
        WHEN "df" <= 30 THEN ('{12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157,
            2.228139, 2.200985, 2.178813, 2.160369, 2.144787, 2.131450, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963,
            2.079614, 2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.045230,
            2.042272}'::DOUBLE PRECISION[])["df"]
        ELSE z + (z ^ 3 + z) / (4 * "df") + (5 * z ^ 5 + 16 * z ^ 3 + 3 * z) / (96 * "df"::DOUBLE PRECISION ^ 2)
            + (3 * z ^ 7 + 19 * z ^ 5 + 17 * z ^ 3 - 15 * z) / (384 * "df"::DOUBLE PRECISION ^ 3)
    END
    FROM (VALUES (1.959963984540054::DOUBLE PRECISION)) AS normal (z)
$$;

-- What a view says of a number over seeds; nulls do not count.
CREATE FUNCTION "over_seeds"("sample" DOUBLE PRECISION[])
RETURNS TABLE ("n" BIGINT, "mean" DOUBLE PRECISION, "sd" DOUBLE PRECISION, "low" DOUBLE PRECISION, "high" DOUBLE PRECISION)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT s.n, s.mean, s.sd, s.mean - half, s.mean + half
    FROM (SELECT count(x) AS n, avg(x) AS mean, stddev_samp(x) AS sd FROM unnest("sample") AS x) s
    CROSS JOIN LATERAL (SELECT "student_t_975"(s.n - 1) * s.sd / sqrt(s.n) AS half) i
$$;

-- Kendall's rank correlation, with his correction for ties (tau-b, 1945): concordant less discordant pairs, over the
-- geometric mean of the pairs that are not tied in x and of those not tied in y. Null where all are tied in one. Pairs
-- with a null do not count, and NaN is the largest number.
--
-- In the order of x and then of y, the discordant pairs are those of a larger y before a smaller one (Knight 1966). How
-- many were larger, a tree of partial sums tells (Fenwick 1994): time grows as n log n, where comparing all pairs takes
-- minutes for the measures of a thousand cells.
CREATE FUNCTION "kendall_tau"("x" DOUBLE PRECISION[], "y" DOUBLE PRECISION[]) RETURNS DOUBLE PRECISION
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    size CONSTANT INTEGER := greatest(cardinality("x"), cardinality("y"));
    tree INTEGER[] := array_fill(0, ARRAY[size]);
    place INTEGER;
    i INTEGER;
    seen INTEGER := 0;
    not_larger INTEGER;
    discordant BIGINT := 0;
    pairs DOUBLE PRECISION;
    tied_in_x DOUBLE PRECISION;
    tied_in_y DOUBLE PRECISION;
    tied_in_both DOUBLE PRECISION;
BEGIN
    FOR place IN
        SELECT dense_rank() OVER (ORDER BY b) FROM unnest("x", "y") AS u (a, b)
        WHERE a IS NOT NULL AND b IS NOT NULL ORDER BY a, b
    LOOP
        not_larger := 0;
        i := place;
        WHILE i > 0 LOOP
            not_larger := not_larger + tree[i];
            i := i - (i & -i);
        END LOOP;
        discordant := discordant + seen - not_larger;
        i := place;
        WHILE i <= size LOOP
            tree[i] := tree[i] + 1;
            i := i + (i & -i);
        END LOOP;
        seen := seen + 1;
    END LOOP;

    SELECT sum(g.pairs) FILTER (WHERE all_x = 1 AND all_y = 1), sum(g.pairs) FILTER (WHERE all_x = 0 AND all_y = 1),
        sum(g.pairs) FILTER (WHERE all_x = 1 AND all_y = 0), sum(g.pairs) FILTER (WHERE all_x = 0 AND all_y = 0)
    INTO pairs, tied_in_x, tied_in_y, tied_in_both
    FROM (
        SELECT grouping(a) AS all_x, grouping(b) AS all_y, count(*) * (count(*) - 1) / 2 AS pairs
        FROM unnest("x", "y") AS u (a, b)
        WHERE a IS NOT NULL AND b IS NOT NULL
        GROUP BY GROUPING SETS ((), (a), (b), (a, b))
    ) g;
    -- Concordant are all pairs that are neither tied nor discordant.
    RETURN (pairs - tied_in_x - tied_in_y + tied_in_both - 2 * discordant)
        / nullif(sqrt((pairs - tied_in_x) * (pairs - tied_in_y)), 0);
END $$;

-- Cells to compare ---------------------------------------------------------------------------------------------------

-- Of packages/domain/src/dataset.ts, a copy that a test compares; and ImageNet, which is an image folder. Inputs are the
-- numbers that a network sees of an image.
CREATE VIEW "dataset_facts" ("dataset", "classes", "train_images", "test_images", "inputs") AS VALUES
    ('cifar10', 10, 50000, 10000, 28 * 28 * 3),
    ('mnist', 10, 60000, 10000, 28 * 28),
    ('fashion-mnist', 10, 60000, 10000, 28 * 28),
    ('synthetic', 10, 4096, 1024, 28 * 28 * 3),
    ('imagenet', 1000, 1281167, 50000, 299 * 299 * 3);

-- What a cell has besides its seeds, the images it is trained on, and its corruption, so that cells with and without can be
-- compared. Asymmetric noise alone is part of it: its name and its share say too little.
CREATE FUNCTION "settings_spec"("spec" JSONB) RETURNS JSONB LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT "spec" - CASE WHEN "spec" #>> '{corruption,kind}' = 'asymmetric-labels' THEN '{seed,seeds,measures}'
            ELSE '{seed,seeds,measures,corruption}' END::TEXT[]
        #- '{dataset,train}' #- '{dataset,subsetSeed}'
$$;

-- A digest of it.
CREATE FUNCTION "settings_of"("spec" JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT left(md5("settings_spec"("spec")::TEXT), 8)
$$;

-- Succeeded cells that are as the paper's: test labels are true, random classes may be the true ones, no image is left
-- out. The dataset of an image folder is its folder's name. Cells with equal settings, corruption,
-- label noise and number of train images differ only in seeds.
CREATE VIEW "comparable_cells" AS
SELECT
    r."sweep",
    r."sweep_id",
    r."cell",
    d."dataset",
    f."classes",
    f."inputs",
    r."train_images",
    r."test_images",
    coalesce(r."train_images" = f."train_images", false) AS "is_whole",
    r."architecture",
    r."corruption",
    r."label_noise",
    r."regularizer",
    r."train_accuracy",
    r."test_accuracy",
    1 - r."test_accuracy" AS "test_error",
    r."best_test_accuracy",
    r."best_test_epoch",
    r."epochs",
    r."epochs_to_fit",
    r."parameter_count",
    "settings_of"(c."spec") AS "settings"
FROM "results" r
JOIN "cells" c ON c."id" = r."cell"
CROSS JOIN LATERAL (SELECT coalesce(c."spec" #>> '{dataset,folder}', r."dataset") AS "dataset") d
LEFT JOIN "dataset_facts" f ON f."dataset" = d."dataset"
WHERE r."outcome" = 'succeeded' AND r."test_labels" = 'clean' AND NOT r."excludes_true_class" AND r."leave_out" IS NULL;

-- What is behind the digests of the other views. Those of fit_width, which has cells of several widths, are without a
-- network.
CREATE VIEW "settings" AS
SELECT r."sweep", r."sweep_id", "settings_of"(c."spec") AS "settings", r."architecture", r."regularizer",
    "settings_spec"(c."spec") AS "spec"
FROM "results" r
JOIN "cells" c ON c."id" = r."cell"
WHERE r."outcome" IS NOT NULL AND r."test_labels" = 'clean' AND NOT r."excludes_true_class" AND r."leave_out" IS NULL
UNION
SELECT m."sweep", m."sweep_id", "settings_of"(c."spec" - 'architecture'), 'mlp-1x', m."regularizer",
    "settings_spec"(c."spec" - 'architecture')
FROM "comparable_cells" m
JOIN "cells" c ON c."id" = m."cell"
WHERE m."corruption" = 'random-labels' AND m."architecture" LIKE 'mlp-1x%';

-- Figures ------------------------------------------------------------------------------------------------------------

-- Train loss against epochs. Cells that stopped earlier are missing from later epochs, and models that are solved or fitted
-- to squares from all: their loss is no cross-entropy.
CREATE VIEW "figure_1a" AS
SELECT g."sweep", g."sweep_id", g."architecture", g."corruption", g."regularizer", g."train_images", g."epoch", g."step",
    s."n", s."mean" AS "train_loss", s."sd", s."low", s."high", p."value" AS "paper_train_loss", g."settings"
FROM (
    SELECT c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."settings", e."epoch", e."step", array_agg(e."train_loss") AS losses
    FROM "comparable_cells" c
    JOIN "epochs" e ON e."cell_id" = c."cell"
    WHERE c."corruption" IN ('none', 'random-labels', 'shuffled-pixels', 'random-pixels', 'gaussian')
        AND c."architecture" !~ '^(linear|kernel|memorizer)'
    GROUP BY c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."settings", e."epoch", e."step"
) g
CROSS JOIN LATERAL "over_seeds"(g.losses) s
LEFT JOIN "paper_reference" p ON p."source" = 'figure-1a' AND p."metric" = 'train_loss' AND p."dataset" = g."dataset"
    AND p."architecture" = g."architecture" AND p."corruption" = g."corruption" AND p."regularizer" = g."regularizer"
    AND p."epoch" = g."epoch";

-- Epochs until the train loss is at most a threshold, against label noise: of n cells, some never get there (unfitted),
-- and the statistics are over the others. Times are relative to the mean without noise on as many train images.
CREATE FUNCTION "figure_1b"("threshold" DOUBLE PRECISION DEFAULT 0.05)
RETURNS TABLE (
    "sweep" TEXT, "sweep_id" UUID, "architecture" TEXT, "regularizer" TEXT, "label_noise" DOUBLE PRECISION,
    "train_images" INTEGER, "n" BIGINT, "unfitted" BIGINT, "epochs_to_fit" DOUBLE PRECISION, "sd" DOUBLE PRECISION, "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION, "relative_time" DOUBLE PRECISION, "paper_relative_time" DOUBLE PRECISION,
    "paper_epochs" DOUBLE PRECISION, "settings" TEXT
) LANGUAGE sql STABLE AS $$
    SELECT g."sweep", g."sweep_id", g."architecture", g."regularizer", g."label_noise", g."train_images",
        g.n, g.n - s."n", s."mean", s."sd", s."low", s."high",
        s."mean" / max(s."mean") FILTER (WHERE g."label_noise" = 0)
            OVER (PARTITION BY g."sweep_id", g."architecture", g."regularizer", g."train_images", g."settings"),
        time."value", epochs."value", g."settings"
    FROM (
        SELECT c."sweep", c."sweep_id", c."dataset", c."architecture", c."regularizer", c."label_noise",
            c."train_images", c."settings", count(*) AS n, array_agg(fitted.epoch::DOUBLE PRECISION) AS fit_epochs
        FROM "comparable_cells" c
        CROSS JOIN LATERAL (
            SELECT min(e."epoch") AS epoch FROM "epochs" e WHERE e."cell_id" = c."cell" AND e."train_loss" <= "threshold"
        ) fitted
        WHERE c."corruption" IN ('none', 'partial-labels', 'random-labels')
            AND c."architecture" !~ '^(linear|kernel|memorizer)'
        GROUP BY c."sweep", c."sweep_id", c."dataset", c."architecture", c."regularizer", c."label_noise",
            c."train_images", c."settings"
    ) g
    CROSS JOIN LATERAL "over_seeds"(g.fit_epochs) s
    LEFT JOIN "paper_reference" time ON time."source" = 'figure-1b' AND time."metric" = 'relative_time'
        AND time."dataset" = g."dataset" AND time."architecture" = g."architecture"
        AND time."regularizer" = g."regularizer" AND time."label_noise" = g."label_noise"
    LEFT JOIN "paper_reference" epochs ON epochs."source" = 'figure-1b' AND epochs."metric" = 'epochs_to_fit'
        AND epochs."dataset" = g."dataset" AND epochs."architecture" = g."architecture"
        AND epochs."regularizer" = g."regularizer" AND epochs."label_noise" = g."label_noise"
$$;

-- Test error at the end of training against label noise.
CREATE VIEW "figure_1c" AS
SELECT g."sweep", g."sweep_id", g."architecture", g."regularizer", g."label_noise", g."train_images",
    s."n", s."mean" AS "test_error", s."sd", s."low", s."high", g."train_accuracy", p."value" AS "paper_test_error",
    g."settings"
FROM (
    SELECT "sweep", "sweep_id", "dataset", "architecture", "regularizer", "label_noise", "train_images", "settings",
        avg("train_accuracy") AS "train_accuracy", array_agg("test_error") AS errors
    FROM "comparable_cells"
    WHERE "corruption" IN ('none', 'partial-labels', 'random-labels')
    GROUP BY "sweep", "sweep_id", "dataset", "architecture", "regularizer", "label_noise", "train_images", "settings"
) g
CROSS JOIN LATERAL "over_seeds"(g.errors) s
LEFT JOIN "paper_reference" p ON p."source" = 'figure-1c' AND p."metric" = 'test_error' AND p."dataset" = g."dataset"
    AND p."architecture" = g."architecture" AND p."regularizer" = g."regularizer" AND p."label_noise" = g."label_noise";

-- Test accuracy against epochs, with and without batch normalization, on true labels and without a regularizer.
CREATE VIEW "figure_2b" AS
SELECT g."sweep", g."sweep_id", g."architecture" = 'inception-small' AS "batch_norm", g."train_images", g."epoch",
    s."n", s."mean" AS "test_accuracy", s."sd", s."low", s."high", p."value" AS "paper_test_accuracy",
    g."settings"
FROM (
    SELECT c."sweep", c."sweep_id", c."dataset", c."architecture", c."train_images", c."settings", e."epoch",
        array_agg(e."test_accuracy") AS accuracies
    FROM "comparable_cells" c
    JOIN "epochs" e ON e."cell_id" = c."cell"
    WHERE c."architecture" IN ('inception-small', 'inception-small-no-bn') AND c."corruption" = 'none'
        AND c."regularizer" = 'none'
    GROUP BY c."sweep", c."sweep_id", c."dataset", c."architecture", c."train_images", c."settings", e."epoch"
) g
CROSS JOIN LATERAL "over_seeds"(g.accuracies) s
LEFT JOIN "paper_reference" p ON p."source" = 'figure-2b' AND p."metric" = 'test_accuracy' AND p."dataset" = g."dataset"
    AND p."architecture" = g."architecture" AND p."epoch" = g."epoch";

-- Tables -------------------------------------------------------------------------------------------------------------

CREATE VIEW "table_1" AS
SELECT g."sweep", g."sweep_id", g."architecture", g."regularizer" LIKE '%random-crop' AS "random_crop",
    g."regularizer" LIKE 'weight-decay%' AS "weight_decay",
    CASE g."corruption" WHEN 'none' THEN 'true' ELSE 'random' END AS "labels",
    g."train_images", train."n",
    train."mean" AS "train_accuracy", train."sd" AS "train_sd", train."low" AS "train_low", train."high" AS "train_high",
    test."mean" AS "test_accuracy", test."sd" AS "test_sd", test."low" AS "test_low", test."high" AS "test_high",
    p.train AS "paper_train_accuracy", p.test AS "paper_test_accuracy", g."settings"
FROM (
    SELECT "sweep", "sweep_id", "dataset", "architecture", "corruption", "regularizer", "train_images", "settings",
        array_agg("train_accuracy") AS train, array_agg("test_accuracy") AS test
    FROM "comparable_cells"
    WHERE "corruption" IN ('none', 'random-labels')
        AND "regularizer" IN ('none', 'weight-decay', 'random-crop', 'weight-decay+random-crop')
    GROUP BY "sweep", "sweep_id", "dataset", "architecture", "corruption", "regularizer", "train_images", "settings"
) g
CROSS JOIN LATERAL "over_seeds"(g.train) train
CROSS JOIN LATERAL "over_seeds"(g.test) test
LEFT JOIN (
    SELECT "dataset", "architecture", "corruption", "regularizer",
        max("value") FILTER (WHERE "metric" = 'train_accuracy') AS train,
        max("value") FILTER (WHERE "metric" = 'test_accuracy') AS test
    FROM "paper_reference"
    WHERE "source" = 'table-1'
    GROUP BY "dataset", "architecture", "corruption", "regularizer"
) p USING ("dataset", "architecture", "corruption", "regularizer");

-- Random labels with a regularizer. Cells that diverged are counted, not averaged. "paper_converges" is false where the
-- paper says that training fails to converge.
CREATE VIEW "table_4" AS
SELECT g."sweep", g."sweep_id", g."architecture", g."regularizer", g."train_images", s."n", g."diverged",
    s."mean" AS "train_accuracy", s."sd", s."low", s."high",
    p."value" AS "paper_train_accuracy",
    CASE WHEN p."id" IS NOT NULL THEN p."value" IS NOT NULL END AS "paper_converges",
    g."settings"
FROM (
    SELECT r."sweep", r."sweep_id", r."dataset", r."architecture", r."regularizer", r."train_images",
        "settings_of"(c."spec") AS "settings", count(*) FILTER (WHERE r."outcome" = 'diverged') AS "diverged",
        array_agg(r."train_accuracy") FILTER (WHERE r."outcome" = 'succeeded') AS train
    FROM "results" r
    JOIN "cells" c ON c."id" = r."cell"
    WHERE r."corruption" = 'random-labels' AND r."regularizer" <> 'none' AND r."outcome" IS NOT NULL
        AND r."test_labels" = 'clean' AND NOT r."excludes_true_class" AND r."leave_out" IS NULL
    GROUP BY r."sweep", r."sweep_id", r."dataset", r."architecture", r."regularizer", r."train_images",
        "settings_of"(c."spec")
) g
CROSS JOIN LATERAL "over_seeds"(g.train) s
LEFT JOIN "paper_reference" p ON p."source" = 'table-4' AND p."dataset" = g."dataset"
    AND p."architecture" = g."architecture" AND p."regularizer" = g."regularizer";

-- Ours and the paper's: a row for each of its numbers that a sweep has cells for; of the curves, only the ends of figure
-- 2b. Ours agrees where it is in the number's band; a number without a band allows a tolerance: 2.5 points, and at most a
-- quarter, of an accuracy or an error; a tenth of anything else. Outside of it, the verdict is "unclear" where our interval
-- holds the number: more seeds would tell. It is "unfitted" for a time where some cells never fitted, of whose time the
-- mean over the others says too little, and "subset" on a part of the train set, where nothing can be compared.
CREATE VIEW "paper_comparison" AS
WITH numbers AS (
    SELECT c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."settings", m."metric", bool_and(c."is_whole") AS is_whole, count(*) AS cells, array_agg(m."value") AS sample
    FROM "comparable_cells" c
    LEFT JOIN "measures" norm ON norm."cell_id" = c."cell" AND norm."epoch" = c."epochs" AND norm."name" = 'solution-norm'
    CROSS JOIN LATERAL (VALUES
        ('train_accuracy', c."train_accuracy"), ('test_accuracy', c."test_accuracy"), ('test_error', c."test_error"),
        ('top_1_train_accuracy', c."train_accuracy"), ('top_1_test_accuracy', c."test_accuracy"),
        ('epochs_to_fit', c."epochs_to_fit"::DOUBLE PRECISION), ('solution_norm', norm."value")
    ) AS m ("metric", "value")
    GROUP BY c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."settings", m."metric"
), ours AS NOT MATERIALIZED (
    SELECT g.*, s."mean", s."sd", s."low", s."high", s."n"
    FROM numbers g CROSS JOIN LATERAL "over_seeds"(g.sample) s
), ours_and_times AS (
    SELECT "sweep_id", "sweep", "dataset", "architecture", "corruption", "label_noise", "regularizer", "train_images",
        "settings", "metric", is_whole, "mean", "sd", "low", "high", "n", "metric" = 'epochs_to_fit' AND "n" < cells AS unfitted
    FROM ours
    UNION ALL
    -- The mean of ratios has no simple interval: its numerator and denominator are means themselves.
    SELECT "sweep_id", "sweep", "dataset", "architecture", "corruption", "label_noise", "regularizer", "train_images",
        "settings", 'relative_time', is_whole, "mean" / base_mean, NULL, NULL, NULL, "n", "n" < cells OR base_unfitted
    FROM (
        SELECT ours.*, max("mean") FILTER (WHERE "label_noise" = 0) OVER same AS base_mean,
            bool_or("n" < cells) FILTER (WHERE "label_noise" = 0) OVER same AS base_unfitted
        FROM ours
        WHERE "metric" = 'epochs_to_fit' AND "corruption" IN ('none', 'partial-labels', 'random-labels')
        WINDOW same AS (PARTITION BY "sweep_id", "architecture", "regularizer", "train_images", "settings")
    ) times
    WHERE "label_noise" > 0 AND base_unfitted IS NOT NULL
)
SELECT o."sweep", o."sweep_id", p."source", p."architecture", p."corruption", p."label_noise", p."regularizer",
    o."train_images", p."metric", o."n", o."mean" AS "ours", o."sd", o."low", o."high", p."value" AS "paper", p."band_low",
    p."band_high",
    CASE
        WHEN NOT o.is_whole THEN 'subset'
        WHEN o.unfitted THEN 'unfitted'
        WHEN o."mean" BETWEEN p."band_low" - 1e-9 AND p."band_high" + 1e-9 THEN 'agrees'
        WHEN p."band_low" IS NOT NULL THEN 'differs'
        WHEN abs(o."mean" - p."value") <= 1e-9 + t.tolerance THEN 'agrees'
        WHEN abs(o."mean" - p."value") <= 1e-9 + (o."high" - o."low") / 2 THEN 'unclear'
        ELSE 'differs'
    END AS "verdict",
    o."settings"
FROM ours_and_times o
JOIN "paper_reference" p USING ("dataset", "architecture", "corruption", "label_noise", "regularizer", "metric")
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN p."metric" LIKE '%\_accuracy' OR p."metric" = 'test_error' THEN least(0.025, p."value" / 4)
        ELSE p."value" / 10
    END AS tolerance
) t
WHERE (o."mean" IS NOT NULL OR o.unfitted)
    AND (p."epoch" IS NULL OR (p."source" = 'figure-2b' AND p."band_low" IS NOT NULL))
UNION ALL
-- Cells that diverged have no accuracy: all of them failed to converge, where the paper says so.
SELECT t."sweep", t."sweep_id", p."source", p."architecture", p."corruption", p."label_noise", p."regularizer",
    t."train_images", p."metric", t."n", NULL, NULL, NULL, NULL, p."value", p."band_low", p."band_high",
    CASE WHEN t."train_images" = f."train_images" THEN 'agrees' ELSE 'subset' END,
    t."settings"
FROM "table_4" t
JOIN "paper_reference" p ON p."source" = 'table-4' AND p."architecture" = t."architecture"
    AND p."regularizer" = t."regularizer" AND p."value" IS NULL
JOIN "dataset_facts" f ON f."dataset" = p."dataset"
WHERE NOT t."paper_converges" AND t."n" = 0 AND t."diverged" > 0;

-- More questions -----------------------------------------------------------------------------------------------------

-- Cells trained on random labels know nothing of the test labels: an image is right with a chance of 1 in K classes, and
-- 999 of 1000 cells have an accuracy within 3.29 standard deviations of 1/K. (The binomial distribution is taken for
-- normal: outside are 0.9 to 1.1 of 1000 cells with 10 classes and 500 images or more, 2 with 100.) A cell outside has
-- most likely seen true labels.
CREATE VIEW "leak_check" AS
SELECT "sweep", "sweep_id", "cell", "architecture", "regularizer", "train_images", "test_images", "test_accuracy",
    p AS "expected", p - half AS "low", p + half AS "high", abs("test_accuracy" - p) <= half AS "inside",
    "settings"
FROM "comparable_cells"
CROSS JOIN LATERAL (SELECT 1.0::DOUBLE PRECISION / "classes" AS p) chance
CROSS JOIN LATERAL (SELECT 3.2905267314919 * sqrt(p * (1 - p) / "test_images") AS half) i
WHERE "corruption" = 'random-labels';

-- What stopping at the best test accuracy would have gained: an oracle's gain, for it looks at the test set.
CREATE VIEW "early_stopping_gain" AS
SELECT "sweep", "sweep_id", "cell", "architecture", "corruption", "label_noise", "regularizer", "train_images",
    "best_test_accuracy", "best_test_epoch", "test_accuracy", "epochs",
    "best_test_accuracy" - "test_accuracy" AS "gain", "settings"
FROM "comparable_cells";

-- Whether images with true labels are fitted before those with wrong ones.
CREATE VIEW "label_fit_over_time" AS
SELECT g."sweep", g."sweep_id", g."architecture", g."corruption", g."label_noise", g."regularizer", g."train_images",
    g."epoch", g."n",
    clean."mean" AS "clean_train_accuracy", clean."sd" AS "clean_sd", clean."low" AS "clean_low", clean."high" AS "clean_high",
    corrupted."mean" AS "corrupted_train_accuracy", corrupted."sd" AS "corrupted_sd", corrupted."low" AS "corrupted_low",
    corrupted."high" AS "corrupted_high", g."settings"
FROM (
    SELECT r."sweep", r."sweep_id", r."architecture", r."corruption", r."label_noise", r."regularizer", r."train_images",
        "settings_of"(c."spec") AS "settings", e."epoch", count(*) AS "n",
        array_agg(e."clean_train_accuracy") AS clean, array_agg(e."corrupted_train_accuracy") AS corrupted
    FROM "results" r
    JOIN "cells" c ON c."id" = r."cell"
    JOIN "epochs" e ON e."cell_id" = r."cell"
    WHERE r."outcome" = 'succeeded' AND r."label_noise" > 0 AND r."test_labels" = 'clean'
        AND NOT r."excludes_true_class" AND r."leave_out" IS NULL
    GROUP BY r."sweep", r."sweep_id", r."architecture", r."corruption", r."label_noise", r."regularizer", r."train_images",
        "settings_of"(c."spec"), e."epoch"
) g
CROSS JOIN LATERAL "over_seeds"(g.clean) clean
CROSS JOIN LATERAL "over_seeds"(g.corrupted) corrupted;

-- Rank correlation of a measure at the end of training with the test error, over all n cells of a sweep that have it and as
-- many images of the same data set, and over those of one corruption ("corruption" is null for all): here, cells of several
-- settings are what is compared. Grouping sets would do, but a condition on the sweep does not reach below them.
CREATE VIEW "measure_correlation" AS
WITH finals AS NOT MATERIALIZED (
    SELECT c."sweep", c."sweep_id", c."cell", c."dataset", c."train_images", c."corruption", c."test_error",
        m."name" AS "measure", m."value"
    FROM "comparable_cells" c
    JOIN "measures" m ON m."cell_id" = c."cell" AND m."epoch" = c."epochs"
)
SELECT "sweep", "sweep_id", "dataset", "train_images", NULL AS "corruption", "measure", count(*) AS "n",
    "kendall_tau"(array_agg("value" ORDER BY "cell"), array_agg("test_error" ORDER BY "cell")) AS "tau"
FROM finals
GROUP BY "sweep", "sweep_id", "dataset", "train_images", "measure"
UNION ALL
SELECT "sweep", "sweep_id", "dataset", "train_images", "corruption", "measure", count(*),
    "kendall_tau"(array_agg("value" ORDER BY "cell"), array_agg("test_error" ORDER BY "cell"))
FROM finals
GROUP BY "sweep", "sweep_id", "dataset", "train_images", "measure", "corruption";

-- How much the losses of the same test images differ between two cells, of which one has left an image out: the largest
-- difference is an estimate of uniform stability from below (Bousquet and Elisseeff 2002). Null where there are no records.
CREATE FUNCTION "loss_stability"("cell_a" TEXT, "cell_b" TEXT)
RETURNS TABLE ("max_difference" DOUBLE PRECISION, "mean_difference" DOUBLE PRECISION) LANGUAGE sql STABLE AS $$
    SELECT max(abs(u.a::DOUBLE PRECISION - u.b)), avg(abs(u.a::DOUBLE PRECISION - u.b))
    FROM "example_records" a
    JOIN "example_records" b ON a."cell_id" = "cell_a" AND b."cell_id" = "cell_b"
        AND cardinality(a."test_losses") = cardinality(b."test_losses")
    CROSS JOIN LATERAL unnest(a."test_losses", b."test_losses") AS u (a, b)
$$;

-- The smallest width at which an MLP with one hidden layer fitted every one of so many random labels, how many of the n
-- cells of that width did, and how many weights theorem 1 says are enough: two an image, and one an input. Null where no
-- width did. The settings are those besides the width.
CREATE VIEW "fit_width" AS
WITH mlps AS (
    SELECT c.*, (cells."spec" #>> '{architecture,width}')::INTEGER AS width,
        "settings_of"(cells."spec" - 'architecture') AS settings_besides,
        EXISTS (SELECT FROM "epochs" e WHERE e."cell_id" = c."cell" AND e."train_accuracy" >= 1) AS fits
    FROM "comparable_cells" c
    JOIN "cells" ON cells."id" = c."cell"
    WHERE c."corruption" = 'random-labels' AND c."architecture" LIKE 'mlp-1x%'
), smallest AS (
    SELECT "sweep", "sweep_id", "regularizer", "train_images", "inputs", settings_besides,
        min(width) FILTER (WHERE fits) AS width
    FROM mlps
    GROUP BY "sweep", "sweep_id", "regularizer", "train_images", "inputs", settings_besides
)
SELECT s."sweep", s."sweep_id", s."regularizer", s."train_images", s.width AS "width", count(m."cell") AS "n",
    count(m."cell") FILTER (WHERE m.fits) AS "fitted", max(m."parameter_count") AS "parameter_count",
    2 * s."train_images" + s."inputs" AS "theorem_1_weights", s.settings_besides AS "settings"
FROM smallest s
LEFT JOIN mlps m ON m."sweep_id" = s."sweep_id" AND m."regularizer" = s."regularizer"
    AND m."train_images" = s."train_images" AND m.settings_besides = s.settings_besides AND m.width = s.width
GROUP BY s."sweep", s."sweep_id", s."regularizer", s."train_images", s.width, s."inputs", s.settings_besides;

-- Theorem 1's networks, whose weights are written down: how many labels they give back, and the largest error of an output
-- among all n cells. Sums in float32 are too coarse for more than some hundred images.
CREATE VIEW "theorem_1" AS
SELECT g."sweep", g."sweep_id", g."architecture", g."corruption", g."label_noise", g."train_images",
    s."n", s."mean" AS "train_accuracy", s."sd", s."low", s."high", g."max_error", g."settings"
FROM (
    SELECT r."sweep", r."sweep_id", r."architecture", r."corruption", r."label_noise", r."train_images",
        "settings_of"(c."spec") AS "settings", array_agg(r."train_accuracy") AS accuracies, max(error."value") AS "max_error"
    FROM "results" r
    JOIN "cells" c ON c."id" = r."cell"
    LEFT JOIN "measures" error ON error."cell_id" = r."cell" AND error."epoch" = r."epochs" AND error."name" = 'max-error'
    WHERE r."outcome" = 'succeeded' AND r."test_labels" = 'clean' AND NOT r."excludes_true_class"
        AND r."leave_out" IS NULL AND r."architecture" LIKE 'memorizer%'
    GROUP BY r."sweep", r."sweep_id", r."architecture", r."corruption", r."label_noise", r."train_images",
        "settings_of"(c."spec")
) g
CROSS JOIN LATERAL "over_seeds"(g.accuracies) s;

-- Linear models and kernels (section 5): test error against the number of train images, and the mean norms of the
-- solutions: of what is solved, its own; of what descended, that of the way from it to the solution of least norm. The
-- paper's numbers are of whole train sets, and stand beside these alone.
CREATE VIEW "kernel_section" AS
SELECT g."sweep", g."sweep_id", g."dataset", g."architecture", g."corruption", g."label_noise", g."regularizer",
    g."train_images", s."n", s."mean" AS "test_error", s."sd", s."low", s."high", g."solution_norm",
    g."distance_to_min_norm", error."value" AS "paper_test_error", norm."value" AS "paper_solution_norm",
    g."settings"
FROM (
    SELECT c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."is_whole", c."settings", array_agg(c."test_error") AS errors, avg(norm."value") AS "solution_norm",
        avg(distance."value") AS "distance_to_min_norm"
    FROM "comparable_cells" c
    LEFT JOIN "measures" norm ON norm."cell_id" = c."cell" AND norm."epoch" = c."epochs" AND norm."name" = 'solution-norm'
    LEFT JOIN "measures" distance ON distance."cell_id" = c."cell" AND distance."epoch" = c."epochs"
        AND distance."name" = 'distance-to-min-norm'
    WHERE c."architecture" LIKE 'kernel%' OR c."architecture" LIKE 'linear%'
    GROUP BY c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."is_whole", c."settings"
) g
CROSS JOIN LATERAL "over_seeds"(g.errors) s
LEFT JOIN "paper_reference" error ON g."is_whole" AND error."source" = 'kernel' AND error."metric" = 'test_error'
    AND error."dataset" = g."dataset" AND error."architecture" = g."architecture"
    AND error."corruption" = g."corruption" AND error."regularizer" = g."regularizer"
LEFT JOIN "paper_reference" norm ON g."is_whole" AND norm."source" = 'kernel' AND norm."metric" = 'solution_norm'
    AND norm."dataset" = g."dataset" AND norm."architecture" = g."architecture"
    AND norm."corruption" = g."corruption" AND norm."regularizer" = g."regularizer";
