-- Views that count each cell once, say what they leave out, and keep to what a number can be; and a comment on every table,
-- view, column and function. Where columns of a view or function change their meaning, it is dropped and made anew;
-- everything else is replaced, because a person may have views of their own on it.

-- Statistics ---------------------------------------------------------------------------------------------------------

-- The mean lies between the least and the greatest number: sums of doubles are rounded, and the average of 0.1, 0.1 and 0.1
-- would be 0.10000000000000002. A number past 1e150 counts as infinite, because its square has no place in a double; the mean of
-- such numbers of both signs is not a number.
CREATE OR REPLACE FUNCTION "over_seeds"("sample" DOUBLE PRECISION[])
RETURNS TABLE ("n" BIGINT, "mean" DOUBLE PRECISION, "sd" DOUBLE PRECISION, "low" DOUBLE PRECISION, "high" DOUBLE PRECISION)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT s.n, i.mean, i.sd, i.mean - i.half, i.mean + i.half
    FROM (
        SELECT count(x) AS n, avg(within) AS mean, stddev_samp(within) AS sd, min(x) AS least, max(x) AS greatest
        FROM unnest("sample") AS x
        CROSS JOIN LATERAL (
            SELECT CASE WHEN abs(x) > 1e150 AND x <> 'NaN' THEN sign(x) * 'Infinity'::DOUBLE PRECISION ELSE x END AS within
        ) w
    ) s
    CROSS JOIN LATERAL (
        SELECT CASE WHEN s.mean = 'NaN' THEN s.mean ELSE least(greatest(s.mean, s.least), s.greatest) END AS mean,
            CASE WHEN s.n > 1 AND s.least = s.greatest THEN 0 ELSE nullif(s.sd, 'NaN') END AS sd
    ) m
    CROSS JOIN LATERAL (SELECT m.mean, m.sd, "student_t_975"(s.n - 1) * m.sd / sqrt(s.n) AS half) i
$$;

-- The same of a quantity that lies between two limits: so does its interval. Of fewer than four numbers, an interval says
-- less than the numbers themselves: those are there too.
CREATE FUNCTION "over_seeds"("sample" DOUBLE PRECISION[], "lowest" DOUBLE PRECISION, "highest" DOUBLE PRECISION)
RETURNS TABLE (
    "n" BIGINT, "mean" DOUBLE PRECISION, "sd" DOUBLE PRECISION, "low" DOUBLE PRECISION, "high" DOUBLE PRECISION,
    "singles" DOUBLE PRECISION[]
)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT s."n", s."mean", s."sd",
        CASE WHEN s."low" < "lowest" THEN "lowest" ELSE s."low" END,
        CASE WHEN s."high" > "highest" AND s."high" <> 'NaN' THEN "highest" ELSE s."high" END,
        CASE WHEN s."n" < 4 THEN ARRAY(SELECT x FROM unnest("sample") AS x WHERE x IS NOT NULL ORDER BY x) END
    FROM "over_seeds"("sample") s
$$;

CREATE FUNCTION "mean_of"("sample" DOUBLE PRECISION[]) RETURNS DOUBLE PRECISION LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT s."mean" FROM "over_seeds"("sample") s
$$;

-- As before, but arrays of different lengths are an error: the rest of the longer one has nothing to be compared with.
CREATE OR REPLACE FUNCTION "kendall_tau"("x" DOUBLE PRECISION[], "y" DOUBLE PRECISION[]) RETURNS DOUBLE PRECISION
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    size CONSTANT INTEGER := cardinality("x");
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
    IF cardinality("y") <> size THEN
        RAISE EXCEPTION 'kendall_tau: the arrays have % and % numbers, and need as many', size, cardinality("y")
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
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

-- The paper's bands as they are written down, without the noise of their arithmetic.
UPDATE "paper_reference" SET "band_low" = round("band_low"::NUMERIC, 9), "band_high" = round("band_high"::NUMERIC, 9);

-- Tables -------------------------------------------------------------------------------------------------------------

-- Null in rows that were there before: nobody knows their time.
ALTER TABLE "epochs" ADD COLUMN "recorded_at" TIMESTAMPTZ(6);
ALTER TABLE "epochs" ALTER COLUMN "recorded_at" SET DEFAULT CURRENT_TIMESTAMP;

-- Cells --------------------------------------------------------------------------------------------------------------

-- Whether the losses of an architecture are cross-entropies; those of the others are half squares.
CREATE FUNCTION "has_cross_entropy"("architecture" TEXT) RETURNS BOOLEAN LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT "architecture" !~ '^(linear|kernel|memorizer)'
$$;

CREATE FUNCTION "combination_spec"("spec" JSONB) RETURNS JSONB LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT "spec" - '{seed,seeds,measures}'::TEXT[] #- '{dataset,subsetSeed}'
$$;

CREATE FUNCTION "combination_of"("spec" JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT left(md5("combination_spec"("spec")::TEXT), 8)
$$;

-- 0.05 of a half square is not 0.05 nats: such cells have no epochs to fit, and no longer record any. This takes out what they
-- recorded before; nothing else of a result ever changes.
ALTER TABLE "cell_results" DISABLE TRIGGER "cell_results_immutable";
UPDATE "cell_results" r SET "epochs_to_fit" = NULL
FROM "cells" c
WHERE c."id" = r."cell_id" AND r."epochs_to_fit" IS NOT NULL
    AND c."spec" #>> '{architecture,kind}' IN ('linear', 'kernel', 'memorizer');
ALTER TABLE "cell_results" ENABLE TRIGGER "cell_results_immutable";

-- Every axis of every cell as a column.
CREATE VIEW "cell_axes" AS
SELECT
    c."id" AS "cell",
    c."state",
    c."architecture",
    c."corruption",
    c."label_noise",
    c."regularizer",
    (c."spec" #>> '{regularizer,weightDecay}')::DOUBLE PRECISION AS "weight_decay",
    (c."spec" #>> '{regularizer,dropout}')::DOUBLE PRECISION AS "dropout",
    c."spec" #>> '{regularizer,augmentation}' AS "augmentation",
    (c."spec" #>> '{regularizer,patience}')::INTEGER AS "patience",
    (c."spec" ->> 'seed')::BIGINT AS "seed",
    c."spec" #>> '{dataset,name}' AS "dataset",
    (c."spec" #>> '{dataset,train}')::INTEGER AS "train_images",
    (c."spec" #>> '{dataset,test}')::INTEGER AS "test_images",
    (c."spec" #>> '{dataset,subsetSeed}')::BIGINT AS "subset_seed",
    c."spec" #>> '{dataset,preprocessing}' AS "preprocessing",
    (c."spec" #>> '{training,epochs}')::INTEGER AS "epochs_limit",
    (c."spec" #>> '{training,batchSize}')::INTEGER AS "batch_size",
    (c."spec" #>> '{training,learningRate}')::DOUBLE PRECISION AS "learning_rate",
    (c."spec" #>> '{training,momentum}')::DOUBLE PRECISION AS "momentum",
    (c."spec" #>> '{training,decay}')::DOUBLE PRECISION AS "decay",
    (c."spec" #>> '{training,decaySteps}')::INTEGER AS "decay_steps",
    (c."spec" #>> '{training,stop,trainLoss}')::DOUBLE PRECISION AS "stop_train_loss",
    (c."spec" #>> '{training,stop,trainAccuracy}')::DOUBLE PRECISION AS "stop_train_accuracy",
    coalesce(c."spec" #>> '{seeds,labels}', c."spec" ->> 'seed')::BIGINT AS "label_seed",
    coalesce(c."spec" #>> '{seeds,pixels}', c."spec" ->> 'seed')::BIGINT AS "pixel_seed",
    coalesce(c."spec" #>> '{seeds,init}', c."spec" ->> 'seed')::BIGINT AS "init_seed",
    coalesce(c."spec" #>> '{seeds,order}', c."spec" ->> 'seed')::BIGINT AS "order_seed",
    coalesce(c."spec" ->> 'testLabels', 'clean') AS "test_labels",
    (c."spec" ->> 'leaveOut')::INTEGER AS "leave_out",
    coalesce((c."spec" #>> '{corruption,excludeTrueClass}')::BOOLEAN, false) AS "excludes_true_class",
    (c."spec" #>> '{architecture,gamma}')::DOUBLE PRECISION AS "gamma",
    (c."spec" #>> '{architecture,features,filters}')::INTEGER AS "filters",
    (c."spec" #>> '{architecture,features,side}')::INTEGER AS "filter_side",
    c."spec" #>> '{dataset,folder}' AS "folder",
    "settings_of"(c."spec") AS "settings",
    c."spec"
FROM "cells" c;

-- One wide row a distinct cell, finished or not, however many sweeps it is in. Clean and corrupted labels of two random
-- classes are nobody's: they are compared with those of ten.
CREATE VIEW "distinct_results" AS
SELECT
    x."cell", x."state", x."architecture", x."corruption", x."label_noise", x."regularizer", x."weight_decay", x."dropout",
    x."augmentation", x."patience", x."seed", x."dataset", x."train_images", x."test_images", x."subset_seed",
    x."preprocessing", x."epochs_limit", x."batch_size", x."learning_rate", x."momentum", x."decay", x."decay_steps",
    x."stop_train_loss", x."stop_train_accuracy", x."label_seed", x."pixel_seed", x."init_seed", x."order_seed",
    x."test_labels", x."leave_out", x."excludes_true_class", x."gamma", x."filters", x."filter_side", x."folder",
    x."settings",
    r."outcome",
    r."stop_reason",
    r."epochs",
    r."steps",
    e."train_loss",
    e."train_accuracy",
    CASE WHEN x."corruption" <> 'random-binary-labels' THEN e."clean_train_accuracy" END AS "clean_train_accuracy",
    CASE WHEN x."corruption" <> 'random-binary-labels' THEN e."corrupted_train_accuracy" END AS "corrupted_train_accuracy",
    e."test_loss",
    e."test_accuracy",
    r."best_test_accuracy",
    r."best_test_epoch",
    r."epochs_to_fit",
    CASE
        WHEN r."outcome" IS NULL OR NOT "has_cross_entropy"(x."architecture") THEN NULL
        WHEN r."epochs_to_fit" IS NOT NULL THEN 'fitted'
        WHEN r."stop_reason" IN ('stop-rule', 'patience') THEN 'censored'
        ELSE 'unfitted'
    END AS "fit",
    r."labels_selected",
    CASE WHEN x."corruption" <> 'random-binary-labels' THEN r."labels_changed" END AS "labels_changed",
    r."labels_sha256",
    r."images_sha256",
    r."parameter_count",
    r."seconds",
    r."images_per_second",
    a."engine",
    a."engine_version",
    a."device",
    a."device_name",
    a."micro_batches",
    c."attempt" AS "attempts",
    c."failure_class" || ': ' || c."failure_message" AS "error",
    r."weights",
    r."finished_at",
    (SELECT count(*) FROM "sweep_cells" m WHERE m."cell_id" = x."cell") AS "sweeps"
FROM "cell_axes" x
JOIN "cells" c ON c."id" = x."cell"
LEFT JOIN "attempts" a ON a."cell_id" = c."id" AND a."number" = c."attempt"
LEFT JOIN "cell_results" r ON r."cell_id" = c."id"
LEFT JOIN "epochs" e ON e."cell_id" = r."cell_id" AND e."epoch" = r."final_epoch";

CREATE OR REPLACE VIEW "sweep_axes" AS
SELECT
    s."name" AS "sweep", m."sweep_id", m."position", m."cell_id" AS "cell", m."state", m."cached", x."architecture",
    x."corruption", x."label_noise", x."regularizer", x."weight_decay", x."dropout", x."augmentation", x."patience",
    x."seed", x."dataset", x."train_images", x."test_images", x."subset_seed", x."preprocessing", x."epochs_limit",
    x."batch_size", x."learning_rate", x."momentum", x."decay", x."decay_steps", x."stop_train_loss",
    x."stop_train_accuracy", x."label_seed", x."pixel_seed", x."init_seed", x."order_seed", x."test_labels", x."leave_out",
    x."excludes_true_class", x."gamma", x."filters", x."filter_side", x."folder", x."settings"
FROM "sweep_cells" m
JOIN "sweeps" s ON s."id" = m."sweep_id"
JOIN "cell_axes" x ON x."cell" = m."cell_id";

CREATE OR REPLACE VIEW "results" AS
SELECT
    x."sweep", x."sweep_id", x."position", x."cell", x."state", x."cached", x."architecture", x."corruption",
    x."label_noise", x."regularizer", x."weight_decay", x."dropout", x."augmentation", x."patience", x."seed",
    x."dataset", x."train_images", x."test_images", x."subset_seed", x."preprocessing", x."epochs_limit",
    x."batch_size", x."learning_rate", x."momentum", x."decay", x."decay_steps", x."stop_train_loss",
    x."stop_train_accuracy",
    r."outcome",
    r."stop_reason",
    r."epochs",
    r."steps",
    e."train_loss",
    e."train_accuracy",
    CASE WHEN x."corruption" <> 'random-binary-labels' THEN e."clean_train_accuracy" END AS "clean_train_accuracy",
    CASE WHEN x."corruption" <> 'random-binary-labels' THEN e."corrupted_train_accuracy" END AS "corrupted_train_accuracy",
    e."test_loss",
    e."test_accuracy",
    r."best_test_accuracy",
    r."best_test_epoch",
    r."epochs_to_fit",
    r."labels_selected",
    CASE WHEN x."corruption" <> 'random-binary-labels' THEN r."labels_changed" END AS "labels_changed",
    r."labels_sha256",
    r."images_sha256",
    r."parameter_count",
    r."seconds",
    r."images_per_second",
    a."engine",
    a."engine_version",
    a."device",
    a."device_name",
    c."attempt" AS "attempts",
    c."failure_class" || ': ' || c."failure_message" AS "error",
    r."finished_at",
    a."micro_batches",
    r."weights",
    x."label_seed", x."pixel_seed", x."init_seed", x."order_seed", x."test_labels", x."leave_out",
    x."excludes_true_class", x."gamma", x."filters", x."filter_side", x."folder", x."settings",
    CASE
        WHEN r."outcome" IS NULL OR NOT "has_cross_entropy"(x."architecture") THEN NULL
        WHEN r."epochs_to_fit" IS NOT NULL THEN 'fitted'
        WHEN r."stop_reason" IN ('stop-rule', 'patience') THEN 'censored'
        ELSE 'unfitted'
    END AS "fit"
FROM "sweep_axes" x
JOIN "cells" c ON c."id" = x."cell"
LEFT JOIN "attempts" a ON a."cell_id" = c."id" AND a."number" = c."attempt"
LEFT JOIN "cell_results" r ON r."cell_id" = c."id"
LEFT JOIN "epochs" e ON e."cell_id" = r."cell_id" AND e."epoch" = r."final_epoch";

CREATE OR REPLACE VIEW "learning_curves" AS
SELECT
    x."sweep", x."sweep_id", x."position", x."cell", x."state", x."cached", x."architecture", x."corruption",
    x."label_noise", x."regularizer", x."weight_decay", x."dropout", x."augmentation", x."patience", x."seed",
    x."dataset", x."train_images", x."test_images", x."subset_seed", x."preprocessing", x."epochs_limit",
    x."batch_size", x."learning_rate", x."momentum", x."decay", x."decay_steps", x."stop_train_loss",
    x."stop_train_accuracy",
    e."epoch",
    e."step",
    e."train_loss",
    e."train_accuracy",
    CASE WHEN x."corruption" <> 'random-binary-labels' THEN e."clean_train_loss" END AS "clean_train_loss",
    CASE WHEN x."corruption" <> 'random-binary-labels' THEN e."clean_train_accuracy" END AS "clean_train_accuracy",
    CASE WHEN x."corruption" <> 'random-binary-labels' THEN e."corrupted_train_loss" END AS "corrupted_train_loss",
    CASE WHEN x."corruption" <> 'random-binary-labels' THEN e."corrupted_train_accuracy" END AS "corrupted_train_accuracy",
    e."test_loss",
    e."test_accuracy",
    e."best_test_accuracy",
    e."learning_rate" AS "epoch_learning_rate",
    e."gradient_norm",
    e."weight_norm",
    e."seconds",
    e."images_per_second",
    x."label_seed", x."pixel_seed", x."init_seed", x."order_seed", x."test_labels", x."leave_out",
    x."excludes_true_class", x."gamma", x."filters", x."filter_side", x."folder", x."settings",
    e."recorded_at"
FROM "sweep_axes" x
JOIN "epochs" e ON e."cell_id" = x."cell";

-- Succeeded cells that are not as the paper's, and why: the views of its tables and figures leave them out.
CREATE VIEW "incomparable_cells" AS
SELECT r."sweep", r."sweep_id", r."cell",
    CASE
        WHEN r."corruption" = 'random-binary-labels' THEN 'labels are of two random classes, in the test set too'
        WHEN r."test_labels" <> 'clean' THEN 'test labels are corrupted'
        WHEN r."leave_out" IS NOT NULL THEN 'one train image is left out'
        ELSE 'random classes exclude the true one'
    END AS "reason"
FROM "results" r
WHERE r."outcome" = 'succeeded' AND (r."corruption" = 'random-binary-labels' OR r."test_labels" <> 'clean'
    OR r."excludes_true_class" OR r."leave_out" IS NOT NULL);

CREATE OR REPLACE VIEW "comparable_cells" AS
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
    k."settings",
    r."fit",
    r."stop_reason"
FROM "results" r
CROSS JOIN LATERAL (SELECT coalesce(r."folder", r."dataset") AS "dataset") d
CROSS JOIN LATERAL (SELECT r."settings" OFFSET 0) k -- a digest a cell, not one for each epoch that is joined
LEFT JOIN "dataset_facts" f ON f."dataset" = d."dataset"
WHERE r."outcome" = 'succeeded' AND r."test_labels" = 'clean' AND NOT r."excludes_true_class" AND r."leave_out" IS NULL
    AND r."corruption" <> 'random-binary-labels';

-- Cells of a sweep that differ in nothing but seeds, whatever they are: each cell of a sweep is in one row.
CREATE VIEW "combinations" AS
SELECT g."sweep", g."sweep_id", g."position", g."combination", g."dataset", g."architecture", g."corruption",
    g."label_noise", g."regularizer", g."train_images", g."cells", train."n", g."diverged", g."unfinished",
    "mean_of"(g.epochs) AS "epochs",
    train."mean" AS "train_accuracy", train."sd" AS "train_sd", train."low" AS "train_low", train."high" AS "train_high",
    test."mean" AS "test_accuracy", test."sd" AS "test_sd", test."low" AS "test_low", test."high" AS "test_high",
    "mean_of"(g.losses) AS "train_loss", g."spec"
FROM (
    SELECT r."sweep", r."sweep_id", min(r."position") AS "position", k."combination",
        coalesce(r."folder", r."dataset") AS "dataset", r."architecture", r."corruption", r."label_noise", r."regularizer",
        r."train_images", count(*) AS "cells", count(*) FILTER (WHERE r."outcome" = 'diverged') AS "diverged",
        count(*) FILTER (WHERE r."outcome" IS NULL) AS "unfinished",
        array_agg(r."epochs"::DOUBLE PRECISION) FILTER (WHERE r."outcome" = 'succeeded') AS epochs,
        array_agg(r."train_accuracy") FILTER (WHERE r."outcome" = 'succeeded') AS train,
        array_agg(r."test_accuracy") FILTER (WHERE r."outcome" = 'succeeded') AS test,
        array_agg(r."train_loss") FILTER (WHERE r."outcome" = 'succeeded') AS losses, k."spec"
    FROM "results" r
    JOIN "cells" c ON c."id" = r."cell"
    CROSS JOIN LATERAL (
        SELECT "combination_of"(c."spec") AS "combination", "combination_spec"(c."spec") AS "spec"
    ) k
    GROUP BY r."sweep", r."sweep_id", k."combination", k."spec", coalesce(r."folder", r."dataset"), r."architecture",
        r."corruption", r."label_noise", r."regularizer", r."train_images"
) g
CROSS JOIN LATERAL "over_seeds"(g.train, 0, 1) train
CROSS JOIN LATERAL "over_seeds"(g.test, 0, 1) test;

-- The learning curves of combinations: means over the cells that succeeded and have got so far.
CREATE VIEW "combination_curves" AS
SELECT g."sweep", g."sweep_id", g."combination", g."epoch", train."n",
    loss."mean" AS "train_loss", loss."low" AS "train_loss_low", loss."high" AS "train_loss_high",
    train."mean" AS "train_accuracy", train."low" AS "train_low", train."high" AS "train_high",
    test."mean" AS "test_accuracy", test."low" AS "test_low", test."high" AS "test_high",
    loss."singles" AS "train_loss_singles", train."singles" AS "train_singles", test."singles" AS "test_singles"
FROM (
    SELECT s."name" AS "sweep", m."sweep_id", k."combination", e."epoch", array_agg(e."train_loss") AS losses, array_agg(e."train_accuracy") AS train, array_agg(e."test_accuracy") AS test
    FROM "sweep_cells" m
    JOIN "sweeps" s ON s."id" = m."sweep_id"
    JOIN "cells" c ON c."id" = m."cell_id" AND c."state" = 'succeeded'
    CROSS JOIN LATERAL (SELECT "combination_of"(c."spec") AS "combination" OFFSET 0) k -- once a cell, not once an epoch
    JOIN "epochs" e ON e."cell_id" = m."cell_id"
    GROUP BY s."name", m."sweep_id", k."combination", e."epoch"
) g
CROSS JOIN LATERAL "over_seeds"(g.losses, 0, 'Infinity') loss
CROSS JOIN LATERAL "over_seeds"(g.train, 0, 1) train
CROSS JOIN LATERAL "over_seeds"(g.test, 0, 1) test;

-- Figures ------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE VIEW "figure_1a" AS
SELECT g."sweep", g."sweep_id", g."dataset", g."architecture", g."corruption", g."regularizer", g."train_images", g."epoch",
    g."step", s."n", s."mean" AS "train_loss", s."sd", s."low", s."high", p."value" AS "paper_train_loss", g."settings",
    s."singles"
FROM (
    SELECT c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."settings", e."epoch", e."step", array_agg(e."train_loss") AS losses
    FROM "comparable_cells" c
    JOIN "epochs" e ON e."cell_id" = c."cell"
    WHERE c."corruption" IN ('none', 'random-labels', 'shuffled-pixels', 'random-pixels', 'gaussian')
        AND "has_cross_entropy"(c."architecture")
    GROUP BY c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."settings", e."epoch", e."step"
) g
CROSS JOIN LATERAL "over_seeds"(g.losses, 0, 'Infinity') s
LEFT JOIN "paper_reference" p ON p."source" = 'figure-1a' AND p."metric" = 'train_loss' AND p."dataset" = g."dataset"
    AND p."architecture" = g."architecture" AND p."corruption" = g."corruption" AND p."regularizer" = g."regularizer"
    AND p."epoch" = g."epoch";

-- Of cells that have not got there, some trained for all the epochs they were allowed (unfitted), others ended early by a
-- rule of their own (censored): of either, the time is longer than they trained. So a mean over all is known only where all
-- got there; else, a number that it is not below.
DROP FUNCTION "figure_1b"(DOUBLE PRECISION);
CREATE FUNCTION "figure_1b"("threshold" DOUBLE PRECISION DEFAULT 0.05)
RETURNS TABLE (
    "sweep" TEXT, "sweep_id" UUID, "dataset" TEXT, "architecture" TEXT, "regularizer" TEXT,
    "label_noise" DOUBLE PRECISION, "train_images" INTEGER, "n" BIGINT, "unfitted" BIGINT, "censored" BIGINT,
    "epochs_to_fit" DOUBLE PRECISION, "epochs_at_least" DOUBLE PRECISION, "sd" DOUBLE PRECISION, "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION, "relative_time" DOUBLE PRECISION, "paper_relative_time" DOUBLE PRECISION,
    "paper_epochs" DOUBLE PRECISION, "settings" TEXT, "singles" DOUBLE PRECISION[]
) LANGUAGE sql STABLE AS $$
    SELECT k."sweep", k."sweep_id", k."dataset", k."architecture", k."regularizer", k."label_noise", k."train_images",
        k.n, k.n - k.fitted - k.censored, k.censored, k.epochs, k.at_least, k.sd, k.low, k.high,
        k.epochs / max(k.epochs) FILTER (WHERE k."label_noise" = 0)
            OVER (PARTITION BY k."sweep_id", k."dataset", k."architecture", k."regularizer", k."train_images",
                k."settings"),
        time."value", paper."value", k."settings", k.singles
    FROM (
        SELECT g.*, CASE WHEN g.fitted = g.n THEN s."mean" END AS epochs, s."mean" AS at_least,
            CASE WHEN g.fitted = g.n THEN s."sd" END AS sd, CASE WHEN g.fitted = g.n THEN s."low" END AS low,
            CASE WHEN g.fitted = g.n THEN s."high" END AS high,
            CASE WHEN g.fitted = g.n THEN s."singles" END AS singles
        FROM (
            SELECT c."sweep", c."sweep_id", c."dataset", c."architecture", c."regularizer", c."label_noise",
                c."train_images", c."settings", count(*) AS n, count(first.epoch) AS fitted,
                count(*) FILTER (WHERE first.epoch IS NULL AND c."stop_reason" IN ('stop-rule', 'patience')) AS censored,
                array_agg(coalesce(first.epoch, c."epochs" + 1)::DOUBLE PRECISION) AS times
            FROM "comparable_cells" c
            CROSS JOIN LATERAL (
                SELECT min(e."epoch") AS epoch FROM "epochs" e
                WHERE e."cell_id" = c."cell" AND e."train_loss" <= "threshold"
            ) first
            WHERE c."corruption" IN ('none', 'partial-labels', 'random-labels')
                AND "has_cross_entropy"(c."architecture")
            GROUP BY c."sweep", c."sweep_id", c."dataset", c."architecture", c."regularizer", c."label_noise",
                c."train_images", c."settings"
        ) g
        CROSS JOIN LATERAL "over_seeds"(g.times, 1, 'Infinity') s
    ) k
    LEFT JOIN "paper_reference" time ON time."source" = 'figure-1b' AND time."metric" = 'relative_time'
        AND time."dataset" = k."dataset" AND time."architecture" = k."architecture"
        AND time."regularizer" = k."regularizer" AND time."label_noise" = k."label_noise"
    LEFT JOIN "paper_reference" paper ON paper."source" = 'figure-1b' AND paper."metric" = 'epochs_to_fit'
        AND paper."dataset" = k."dataset" AND paper."architecture" = k."architecture"
        AND paper."regularizer" = k."regularizer" AND paper."label_noise" = k."label_noise"
$$;

CREATE OR REPLACE VIEW "figure_1c" AS
SELECT g."sweep", g."sweep_id", g."dataset", g."architecture", g."regularizer", g."label_noise", g."train_images",
    s."n", s."mean" AS "test_error", s."sd", s."low", s."high", "mean_of"(g.train) AS "train_accuracy",
    p."value" AS "paper_test_error", g."settings", s."singles"
FROM (
    SELECT "sweep", "sweep_id", "dataset", "architecture", "regularizer", "label_noise", "train_images", "settings",
        array_agg("train_accuracy") AS train, array_agg("test_error") AS errors
    FROM "comparable_cells"
    WHERE "corruption" IN ('none', 'partial-labels', 'random-labels')
    GROUP BY "sweep", "sweep_id", "dataset", "architecture", "regularizer", "label_noise", "train_images", "settings"
) g
CROSS JOIN LATERAL "over_seeds"(g.errors, 0, 1) s
LEFT JOIN "paper_reference" p ON p."source" = 'figure-1c' AND p."metric" = 'test_error' AND p."dataset" = g."dataset"
    AND p."architecture" = g."architecture" AND p."regularizer" = g."regularizer" AND p."label_noise" = g."label_noise";

CREATE OR REPLACE VIEW "figure_2b" AS
SELECT g."sweep", g."sweep_id", g."dataset", g."architecture" = 'inception-small' AS "batch_norm",
    g."train_images", g."epoch", s."n", s."mean" AS "test_accuracy", s."sd", s."low", s."high", p."value" AS "paper_test_accuracy",
    g."settings", s."singles"
FROM (
    SELECT c."sweep", c."sweep_id", c."dataset", c."architecture", c."train_images", c."settings", e."epoch",
        array_agg(e."test_accuracy") AS accuracies
    FROM "comparable_cells" c
    JOIN "epochs" e ON e."cell_id" = c."cell"
    WHERE c."architecture" IN ('inception-small', 'inception-small-no-bn') AND c."corruption" = 'none'
        AND c."regularizer" = 'none'
    GROUP BY c."sweep", c."sweep_id", c."dataset", c."architecture", c."train_images", c."settings", e."epoch"
) g
CROSS JOIN LATERAL "over_seeds"(g.accuracies, 0, 1) s
LEFT JOIN "paper_reference" p ON p."source" = 'figure-2b' AND p."metric" = 'test_accuracy' AND p."dataset" = g."dataset"
    AND p."architecture" = g."architecture" AND p."epoch" = g."epoch";

CREATE OR REPLACE VIEW "label_fit_over_time" AS
SELECT g."sweep", g."sweep_id", g."dataset", g."architecture", g."corruption", g."label_noise", g."regularizer",
    g."train_images", g."epoch", g."n",
    clean."mean" AS "clean_train_accuracy", clean."sd" AS "clean_sd", clean."low" AS "clean_low", clean."high" AS "clean_high",
    corrupted."mean" AS "corrupted_train_accuracy", corrupted."sd" AS "corrupted_sd", corrupted."low" AS "corrupted_low",
    corrupted."high" AS "corrupted_high", g."settings", clean."singles" AS "clean_singles",
    corrupted."singles" AS "corrupted_singles"
FROM (
    SELECT c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."settings", e."epoch", count(*) AS "n",
        array_agg(e."clean_train_accuracy") AS clean, array_agg(e."corrupted_train_accuracy") AS corrupted
    FROM "comparable_cells" c
    JOIN "epochs" e ON e."cell_id" = c."cell"
    WHERE c."label_noise" > 0
    GROUP BY c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."settings", e."epoch"
) g
CROSS JOIN LATERAL "over_seeds"(g.clean, 0, 1) clean
CROSS JOIN LATERAL "over_seeds"(g.corrupted, 0, 1) corrupted;

-- Tables -------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE VIEW "table_1" AS
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
CROSS JOIN LATERAL "over_seeds"(g.train, 0, 1) train
CROSS JOIN LATERAL "over_seeds"(g.test, 0, 1) test
LEFT JOIN (
    SELECT "dataset", "architecture", "corruption", "regularizer",
        max("value") FILTER (WHERE "metric" = 'train_accuracy') AS train,
        max("value") FILTER (WHERE "metric" = 'test_accuracy') AS test
    FROM "paper_reference"
    WHERE "source" = 'table-1'
    GROUP BY "dataset", "architecture", "corruption", "regularizer"
) p USING ("dataset", "architecture", "corruption", "regularizer");

CREATE OR REPLACE VIEW "table_4" AS
SELECT g."sweep", g."sweep_id", g."architecture", g."regularizer", g."train_images", s."n", g."diverged",
    s."mean" AS "train_accuracy", s."sd", s."low", s."high",
    p."value" AS "paper_train_accuracy",
    CASE WHEN p."id" IS NOT NULL THEN p."value" IS NOT NULL END AS "paper_converges",
    g."settings"
FROM (
    SELECT r."sweep", r."sweep_id", r."dataset", r."architecture", r."regularizer", r."train_images",
        r."settings", count(*) FILTER (WHERE r."outcome" = 'diverged') AS "diverged",
        array_agg(r."train_accuracy") FILTER (WHERE r."outcome" = 'succeeded') AS train
    FROM "results" r
    WHERE r."corruption" = 'random-labels' AND r."regularizer" <> 'none' AND r."outcome" IS NOT NULL
        AND r."test_labels" = 'clean' AND NOT r."excludes_true_class" AND r."leave_out" IS NULL
    GROUP BY r."sweep", r."sweep_id", r."dataset", r."architecture", r."regularizer", r."train_images", r."settings"
) g
CROSS JOIN LATERAL "over_seeds"(g.train, 0, 1) s
LEFT JOIN "paper_reference" p ON p."source" = 'table-4' AND p."dataset" = g."dataset"
    AND p."architecture" = g."architecture" AND p."regularizer" = g."regularizer";

CREATE OR REPLACE VIEW "theorem_1" AS
SELECT g."sweep", g."sweep_id", g."architecture", g."corruption", g."label_noise", g."train_images",
    s."n", s."mean" AS "train_accuracy", s."sd", s."low", s."high", g."max_error", g."settings"
FROM (
    SELECT r."sweep", r."sweep_id", r."architecture", r."corruption", r."label_noise", r."train_images",
        r."settings", array_agg(r."train_accuracy") AS accuracies, max(error."value") AS "max_error"
    FROM "results" r
    LEFT JOIN "measures" error ON error."cell_id" = r."cell" AND error."epoch" = r."epochs" AND error."name" = 'max-error'
    WHERE r."outcome" = 'succeeded' AND r."test_labels" = 'clean' AND NOT r."excludes_true_class"
        AND r."leave_out" IS NULL AND r."architecture" LIKE 'memorizer%'
    GROUP BY r."sweep", r."sweep_id", r."architecture", r."corruption", r."label_noise", r."train_images", r."settings"
) g
CROSS JOIN LATERAL "over_seeds"(g.accuracies, 0, 1) s;

CREATE OR REPLACE VIEW "kernel_section" AS
SELECT g."sweep", g."sweep_id", g."dataset", g."architecture", g."corruption", g."label_noise", g."regularizer",
    g."train_images", s."n", s."mean" AS "test_error", s."sd", s."low", s."high", "mean_of"(g.norms) AS "solution_norm",
    "mean_of"(g.distances) AS "distance_to_min_norm", error."value" AS "paper_test_error",
    norm."value" AS "paper_solution_norm", g."settings", s."singles"
FROM (
    SELECT c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."is_whole", c."settings", array_agg(c."test_error") AS errors,
        array_agg(norm."value") AS norms, array_agg(distance."value") AS distances
    FROM "comparable_cells" c
    LEFT JOIN "measures" norm ON norm."cell_id" = c."cell" AND norm."epoch" = c."epochs" AND norm."name" = 'solution-norm'
    LEFT JOIN "measures" distance ON distance."cell_id" = c."cell" AND distance."epoch" = c."epochs"
        AND distance."name" = 'distance-to-min-norm'
    WHERE c."architecture" LIKE 'kernel%' OR c."architecture" LIKE 'linear%'
    GROUP BY c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."is_whole", c."settings"
) g
CROSS JOIN LATERAL "over_seeds"(g.errors, 0, 1) s
LEFT JOIN "paper_reference" error ON g."is_whole" AND error."source" = 'kernel' AND error."metric" = 'test_error'
    AND error."dataset" = g."dataset" AND error."architecture" = g."architecture"
    AND error."corruption" = g."corruption" AND error."regularizer" = g."regularizer"
LEFT JOIN "paper_reference" norm ON g."is_whole" AND norm."source" = 'kernel' AND norm."metric" = 'solution_norm'
    AND norm."dataset" = g."dataset" AND norm."architecture" = g."architecture"
    AND norm."corruption" = g."corruption" AND norm."regularizer" = g."regularizer";

-- Ours and the paper's: a row for each of its numbers that a sweep has cells for; of the curves, only the ends of figure
-- 2b. Ours agrees where it is in the number's band, and differs outside of it. A number without a band allows a tolerance:
-- 2.5 points, and at most a quarter, of an accuracy or an error; a tenth of anything else. Outside of that, the verdict is
-- "unclear" where our interval holds the number: more seeds would tell. Of times that not all cells have, only a number
-- that the mean is not below is known ("at_least"): past what the paper's allows it differs, else it is "unfitted" where
-- some cells trained to the end of their epochs, and "censored" where all of them had stopped by a rule of their own.
-- "subset" is a part of the train set, where nothing can be compared.
CREATE OR REPLACE VIEW "paper_comparison" AS
WITH numbers AS (
    SELECT c."sweep", c."sweep_id", c."dataset", c."architecture", c."corruption", c."label_noise", c."regularizer",
        c."train_images", c."settings", m."metric", bool_and(c."is_whole") AS is_whole, count(*) AS cells,
        array_agg(m."value") AS sample, array_agg(coalesce(m."value", c."epochs" + 1)) AS bounds,
        count(*) FILTER (WHERE c."fit" = 'unfitted') AS unfitted
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
    SELECT g."sweep", g."sweep_id", g."dataset", g."architecture", g."corruption", g."label_noise", g."regularizer",
        g."train_images", g."settings", g."metric", g.is_whole, s."n", q.is_partial,
        CASE WHEN NOT q.is_partial THEN s."mean" END AS "mean", CASE WHEN NOT q.is_partial THEN s."sd" END AS "sd",
        CASE WHEN NOT q.is_partial THEN s."low" END AS "low", CASE WHEN NOT q.is_partial THEN s."high" END AS "high",
        CASE WHEN q.is_partial THEN "mean_of"(g.bounds) END AS at_least, q.is_partial AND g.unfitted > 0 AS is_unfitted
    FROM numbers g
    CROSS JOIN LATERAL "over_seeds"(g.sample, CASE WHEN g."metric" = 'epochs_to_fit' THEN 1 ELSE 0 END,
        CASE WHEN g."metric" IN ('epochs_to_fit', 'solution_norm') THEN 'Infinity'::DOUBLE PRECISION ELSE 1 END) s
    CROSS JOIN LATERAL (SELECT g."metric" = 'epochs_to_fit' AND s."n" < g.cells AS is_partial) q
), ours_and_times AS (
    SELECT "sweep_id", "sweep", "dataset", "architecture", "corruption", "label_noise", "regularizer", "train_images",
        "settings", "metric", is_whole, "mean", "sd", "low", "high", "n", is_partial, at_least, is_unfitted
    FROM ours
    UNION ALL
    -- The mean of ratios has no simple interval: its numerator and denominator are means themselves.
    SELECT "sweep_id", "sweep", "dataset", "architecture", "corruption", "label_noise", "regularizer", "train_images",
        "settings", 'relative_time', is_whole, "mean" / base_mean, NULL, NULL, NULL, "n", is_partial OR base_is_partial,
        at_least / base_mean, is_unfitted OR base_is_unfitted
    FROM (
        SELECT ours.*, max("mean") FILTER (WHERE "label_noise" = 0) OVER same AS base_mean,
            bool_or(is_partial) FILTER (WHERE "label_noise" = 0) OVER same AS base_is_partial,
            bool_or(is_unfitted) FILTER (WHERE "label_noise" = 0) OVER same AS base_is_unfitted
        FROM ours
        WHERE "metric" = 'epochs_to_fit' AND "corruption" IN ('none', 'partial-labels', 'random-labels')
        WINDOW same AS (PARTITION BY "sweep_id", "dataset", "architecture", "regularizer", "train_images", "settings")
    ) times
    WHERE "label_noise" > 0 AND base_is_partial IS NOT NULL
)
SELECT o."sweep", o."sweep_id", p."source", p."architecture", p."corruption", p."label_noise", p."regularizer",
    o."train_images", p."metric", o."n", o."mean" AS "ours", o."sd", o."low", o."high", p."value" AS "paper", p."band_low",
    p."band_high",
    CASE
        WHEN NOT o.is_whole THEN 'subset'
        WHEN o.is_partial AND o.at_least > coalesce(p."band_high", p."value" + t.tolerance) + 1e-9 THEN 'differs'
        WHEN o.is_unfitted THEN 'unfitted'
        WHEN o.is_partial THEN 'censored'
        WHEN o."mean" BETWEEN p."band_low" - 1e-9 AND p."band_high" + 1e-9 THEN 'agrees'
        WHEN p."band_low" IS NOT NULL THEN 'differs'
        WHEN abs(o."mean" - p."value") <= 1e-9 + t.tolerance THEN 'agrees'
        WHEN p."value" BETWEEN o."low" - 1e-9 AND o."high" + 1e-9 THEN 'unclear'
        ELSE 'differs'
    END AS "verdict",
    o."settings", o.at_least AS "at_least"
FROM ours_and_times o
JOIN "paper_reference" p USING ("dataset", "architecture", "corruption", "label_noise", "regularizer", "metric")
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN p."metric" LIKE '%\_accuracy' OR p."metric" = 'test_error' THEN least(0.025, p."value" / 4)
        ELSE p."value" / 10
    END AS tolerance
) t
WHERE (o."mean" IS NOT NULL OR o.is_partial)
    AND (p."epoch" IS NULL OR (p."source" = 'figure-2b' AND p."band_low" IS NOT NULL))
UNION ALL
-- Cells that diverged have no accuracy: all of them failed to converge, where the paper says so.
SELECT t."sweep", t."sweep_id", p."source", p."architecture", p."corruption", p."label_noise", p."regularizer",
    t."train_images", p."metric", t."n", NULL, NULL, NULL, NULL, p."value", p."band_low", p."band_high",
    CASE WHEN t."train_images" = f."train_images" THEN 'agrees' ELSE 'subset' END,
    t."settings", NULL
FROM "table_4" t
JOIN "paper_reference" p ON p."source" = 'table-4' AND p."architecture" = t."architecture"
    AND p."regularizer" = t."regularizer" AND p."value" IS NULL
JOIN "dataset_facts" f ON f."dataset" = p."dataset"
WHERE NOT t."paper_converges" AND t."n" = 0 AND t."diverged" > 0;

-- More questions -----------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION "loss_stability"("cell_a" TEXT, "cell_b" TEXT)
RETURNS TABLE ("max_difference" DOUBLE PRECISION, "mean_difference" DOUBLE PRECISION) LANGUAGE sql STABLE AS $$
    SELECT max(d), "mean_of"(array_agg(d))
    FROM (
        SELECT abs(u.a::DOUBLE PRECISION - u.b)
        FROM "example_records" a
        JOIN "example_records" b ON a."cell_id" = "cell_a" AND b."cell_id" = "cell_b"
            AND cardinality(a."test_losses") = cardinality(b."test_losses")
        CROSS JOIN LATERAL unnest(a."test_losses", b."test_losses") AS u (a, b)
    ) u (d)
$$;

-- As before, without the error of another measure, which measures nothing of a network.
CREATE OR REPLACE VIEW "measure_correlation" AS
WITH finals AS NOT MATERIALIZED (
    SELECT c."sweep", c."sweep_id", c."cell", c."dataset", c."train_images", c."corruption", c."test_error",
        m."name" AS "measure", m."value"
    FROM "comparable_cells" c
    JOIN "measures" m ON m."cell_id" = c."cell" AND m."epoch" = c."epochs" AND m."name" <> 'sharpness-error'
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

-- Empirical Rademacher complexity (section 1.3), as far as a network's fit of coin tosses bounds it from below.
CREATE VIEW "rademacher_complexity" AS
SELECT g."sweep", g."sweep_id", g."dataset", g."architecture", g."regularizer", g."train_images",
    s."n", s."mean" AS "complexity", s."sd", s."low", s."high", g."settings"
FROM (
    SELECT r."sweep", r."sweep_id", coalesce(r."folder", r."dataset") AS "dataset", r."architecture", r."regularizer",
        r."train_images", r."settings", array_agg(2 * r."train_accuracy" - 1) AS sample
    FROM "results" r
    WHERE r."outcome" = 'succeeded' AND r."corruption" = 'random-binary-labels' AND r."leave_out" IS NULL
    GROUP BY r."sweep", r."sweep_id", coalesce(r."folder", r."dataset"), r."architecture", r."regularizer",
        r."train_images", r."settings"
) g
CROSS JOIN LATERAL "over_seeds"(g.sample, -1, 1) s;

-- Uniform stability (section 1.3), estimated from below: cells that leave one image out beside the one that differs from
-- them in that alone.
CREATE VIEW "uniform_stability" AS
SELECT r."sweep", r."sweep_id", coalesce(r."folder", r."dataset") AS "dataset", r."architecture", r."corruption",
    r."label_noise", r."regularizer", r."train_images", count(d."max_difference") AS "n",
    max(d."max_difference") AS "max_difference", "mean_of"(array_agg(d."mean_difference")) AS "mean_difference",
    r."settings"
FROM "results" r
JOIN "cells" c ON c."id" = r."cell"
JOIN "sweep_cells" m ON m."sweep_id" = r."sweep_id"
JOIN "cells" less ON less."id" = m."cell_id" AND less."state" = 'succeeded' AND less."spec" ? 'leaveOut'
    AND less."spec" - 'leaveOut' = c."spec"
CROSS JOIN LATERAL "loss_stability"(r."cell", less."id") d
WHERE r."outcome" = 'succeeded' AND r."leave_out" IS NULL
GROUP BY r."sweep", r."sweep_id", coalesce(r."folder", r."dataset"), r."architecture", r."corruption", r."label_noise",
    r."regularizer", r."train_images", r."settings"
HAVING count(d."max_difference") > 0;

-- Whether a cell that was trained on random labels knows more of the test labels than chance. The accuracy of an honest cell
-- is not binomial: images that are alike get the same, random class, all right or all wrong. But random labels know nothing
-- of the names of the classes, so that the accuracies that the cell would have under other names, each class of the test set
-- exchanged for another, are as likely as its own: a permutation test on its confusion counts.

-- The share of all ways to rename the first ten classes under which as many test images are right as with their own names, or
-- more; with is_above false, as many or fewer. All 10! ways are counted: those of the first half of the rows, for each set of
-- columns that they take, against those of the other half for the columns that remain.
CREATE FUNCTION "renamed_share"("confusion" JSONB, "is_above" BOOLEAN) RETURNS DOUBLE PRECISION
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    size CONSTANT INTEGER := least(jsonb_array_length("confusion"), 10);
    half CONSTANT INTEGER := size / 2;
    -- In the order of rows; negative where fewer are sought, so that more is what is counted.
    counts CONSTANT BIGINT[] := (
        SELECT array_agg(CASE WHEN "is_above" THEN 1 ELSE -1 END * ("confusion" -> r ->> c)::BIGINT ORDER BY r, c)
        FROM generate_series(0, size - 1) r, generate_series(0, size - 1) c
    );
    own CONSTANT BIGINT := (SELECT coalesce(sum(counts[i * size + i + 1]), 0) FROM generate_series(0, size - 1) i);
    as_many NUMERIC;
BEGIN
    WITH RECURSIVE upper_half (next_row, taken, hits) AS (
        SELECT 0, 0, 0::BIGINT
        UNION ALL
        SELECT next_row + 1, taken | (1 << c), hits + counts[next_row * size + c + 1]
        FROM upper_half, generate_series(0, size - 1) c
        WHERE next_row < half AND taken & (1 << c) = 0
    ), lower_half (next_row, taken, hits) AS (
        SELECT half, 0, 0::BIGINT
        UNION ALL
        SELECT next_row + 1, taken | (1 << c), hits + counts[next_row * size + c + 1]
        FROM lower_half, generate_series(0, size - 1) c
        WHERE next_row < size AND taken & (1 << c) = 0
    ), needed AS (
        SELECT taken, hits AS number, 1 AS is_upper FROM upper_half WHERE next_row = half
        UNION ALL
        SELECT (1 << size) - 1 - taken, own - hits, 0 FROM lower_half WHERE next_row = size
    )
    SELECT sum(met) INTO as_many
    FROM (
        SELECT is_upper, count(*) FILTER (WHERE is_upper = 0) OVER (PARTITION BY taken ORDER BY number, is_upper) AS met
        FROM needed
    ) n
    WHERE is_upper = 1;
    RETURN as_many / factorial(size);
END $$;

-- By Hoeffding (1951), the mean and the variance of the renamed accuracies need no counting. It is counted only where the
-- accuracy is 2.5 standard deviations or more from the mean.
CREATE FUNCTION "accuracy_by_chance"("confusion" JSONB)
RETURNS TABLE ("expected" DOUBLE PRECISION, "sd" DOUBLE PRECISION, "p_value" DOUBLE PRECISION)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    WITH entries AS (
        SELECT r, c, ("confusion" -> r ->> c)::DOUBLE PRECISION AS hits, r < 10 AND c < 10 AS renamed
        FROM generate_series(0, jsonb_array_length("confusion") - 1) r,
            generate_series(0, jsonb_array_length("confusion") - 1) c
        WHERE (r < 10 AND c < 10) OR r = c
    ), centered AS (
        SELECT hits - avg(hits) OVER (PARTITION BY r) - avg(hits) OVER (PARTITION BY c) + avg(hits) OVER () AS rest
        FROM entries WHERE renamed
    ), moments AS (
        SELECT sum(hits) FILTER (WHERE renamed) / nullif(sqrt(count(*) FILTER (WHERE renamed)), 0) AS mean,
            sum(hits) FILTER (WHERE NOT renamed) AS fixed, sum(hits) FILTER (WHERE renamed AND r = c) AS own,
            (SELECT sqrt(sum(rest ^ 2) / nullif(sqrt(count(*)) - 1, 0)) FROM centered) AS sd
        FROM entries
    ), total AS (
        SELECT sum(hits::DOUBLE PRECISION) AS images
        FROM jsonb_array_elements("confusion") AS line, jsonb_array_elements_text(line) AS hits
    )
    SELECT (m.mean + coalesce(m.fixed, 0)) / nullif(t.images, 0), m.sd / nullif(t.images, 0),
        CASE WHEN abs(m.own - m.mean) >= 2.5 * m.sd AND m.sd > 0 THEN
            least(1, 2 * "renamed_share"("confusion", m.own > m.mean))
        END
    FROM moments m, total t
$$;

DROP VIEW "leak_check";
CREATE VIEW "leak_check" AS
SELECT c."sweep", c."sweep_id", c."cell", c."architecture", c."regularizer", c."train_images", c."test_images",
    c."test_accuracy", coalesce(k."expected", 1 / c."classes"::DOUBLE PRECISION) AS "expected", k."sd", k."p_value",
    CASE WHEN k."expected" IS NOT NULL THEN coalesce(k."p_value" > 0.001, true) END AS "inside", c."settings"
FROM "comparable_cells" c
JOIN "cell_results" r ON r."cell_id" = c."cell"
LEFT JOIN LATERAL "accuracy_by_chance"(r."confusion") k ON true
WHERE c."corruption" = 'random-labels';

-- Comments -----------------------------------------------------------------------------------------------------------

-- Columns of one name mean the same in every table and view, unless a comment of their own below says otherwise.
DO $$
DECLARE
    "given" RECORD;
    place RECORD;
BEGIN
    FOR "given" IN SELECT c.name, c.comment FROM (VALUES
        -- Identity
        ('sweep', 'Name of the sweep. Names repeat: sweep_id tells sweeps apart.'),
        ('sweep_id', 'The sweep''s id.'),
        ('position', 'Place in the sweep, counted from 0 in the order of its expansion.'),
        ('cell', 'The cell''s id: SHA-256 of its canonical JSON and the protocol version.'),
        ('cell_id', 'The cell''s id: SHA-256 of its canonical JSON and the protocol version.'),
        ('attempt', 'Number of the attempt that reported the row; attempts of a cell are counted from 1.'),
        ('state', 'pending, queued, running, succeeded, diverged, failed or cancelled.'),
        ('cached', 'Whether the cell had its result already when the sweep was submitted.'),
        ('worker_id', 'The worker''s id.'),
        -- Axes
        ('architecture', 'Name of the network or model, for example mlp-3x512 or kernel-gabor.'),
        ('corruption', 'What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted as positions, all channels alike, on the cropped image; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after either.'),
        ('label_noise', 'Share of train labels that are drawn anew, 0 to 1: the probability of partial-labels, 1 for random labels, else 0; for asymmetric-labels, the share that leave their class.'),
        ('regularizer', 'The regularizers that are on, joined by +; none if there is none.'),
        ('weight_decay', 'Coefficient λ of λ/2·‖w‖², 0 if it is off. For what is trained it acts on the mean loss; for what is solved, on the sum over the train set.'),
        ('dropout', 'Probability of dropping an input of the last dense layer or a hidden dense unit; 0 if it is off.'),
        ('augmentation', 'none, random-crop or flip-rotation.'),
        ('patience', 'Epochs without a better test accuracy after which training stops; null if it is off.'),
        ('seed', 'The cell''s seed, from which its other seeds derive unless they are set.'),
        ('dataset', 'The data set; for an image folder, image-folder or its name.'),
        ('folder', 'Name of the image folder; null for other data sets.'),
        ('train_images', 'Number of train images.'),
        ('test_images', 'Number of test images.'),
        ('subset_seed', 'Seed of the choice of images where not all are used.'),
        ('preprocessing', 'What is done to each image before the network sees it, and after it is corrupted: whiten (center crop, then zero mean and unit deviation over all values of the image), scale (divided by 255) or inception.'),
        ('epochs_limit', 'Most epochs that the cell may train for.'),
        ('batch_size', 'Images in a mini-batch; the last one of an epoch may have fewer.'),
        ('learning_rate', 'First learning rate.'),
        ('momentum', 'Momentum of stochastic gradient descent.'),
        ('decay', 'Factor of the learning rate after every decay_steps steps.'),
        ('decay_steps', 'Optimizer steps between two decays of the learning rate.'),
        ('stop_train_loss', 'Training stops once the train loss is at most this (and the other limit is met); null if there is no such limit.'),
        ('stop_train_accuracy', 'Training stops once the train accuracy is at least this (and the other limit is met); null if there is no such limit.'),
        ('label_seed', 'Seed of the corrupted labels.'),
        ('pixel_seed', 'Seed of the corrupted images.'),
        ('init_seed', 'Seed of the initial weights, random features included.'),
        ('order_seed', 'Seed of the order of mini-batches, and with it of augmentation and dropout.'),
        ('test_labels', 'clean, or corrupted in the manner of the train labels.'),
        ('leave_out', 'Index of the train image that is left out, within the subset; null if none is.'),
        ('excludes_true_class', 'Whether a label that is drawn anew is never the true one.'),
        ('gamma', 'γ of the kernel exp(−γ‖x − x′‖²); null for other models.'),
        ('filters', 'Number of random filters that a linear model or kernel sees an image through; null for other features.'),
        ('filter_side', 'Side of a random filter in pixels; null for other features.'),
        ('settings', 'Digest of all that a cell has besides seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings has what is behind a digest.'),
        ('combination', 'Digest of all that a cell has besides seeds.'),
        -- Results
        ('outcome', 'succeeded or diverged; null if there is no result.'),
        ('stop_reason', 'Why training ended: epochs (the limit), stop-rule, patience, diverged or solved.'),
        ('epochs', 'Epochs trained.'),
        ('epoch', 'Epoch, counted from 1.'),
        ('steps', 'Optimizer steps taken.'),
        ('step', 'Optimizer steps taken up to the end of the epoch.'),
        ('train_loss', 'Loss on the whole train set in evaluation mode, in nats; half a square for linear models, kernels and memorizers.'),
        ('train_accuracy', 'Share of the train set that is classified as labeled, 0 to 1, in evaluation mode.'),
        ('clean_train_loss', 'Train loss on the images whose labels are the true ones; null if there are none, or if labels are of two random classes.'),
        ('clean_train_accuracy', 'Train accuracy on the images whose labels are the true ones; null if there are none, or if labels are of two random classes.'),
        ('corrupted_train_loss', 'Train loss on the images whose labels are wrong; null if there are none, or if labels are of two random classes.'),
        ('corrupted_train_accuracy', 'Share of the images with wrong labels that are classified as labeled, 0 to 1; null if there are none, or if labels are of two random classes.'),
        ('test_loss', 'Loss on the test set; null if there is no result.'),
        ('test_accuracy', 'Share of the test set that is classified as labeled, 0 to 1.'),
        ('test_error', '1 less the test accuracy.'),
        ('best_test_accuracy', 'Best test accuracy of an epoch so far.'),
        ('best_test_epoch', 'First epoch with the best test accuracy.'),
        ('epochs_to_fit', 'First epoch after which the train loss was at most 0.05. Null if it never was, and for models whose loss is a square.'),
        ('fit', 'fitted (the train loss came down to 0.05), unfitted (it did not in all the epochs that the cell was allowed), or censored (a stop rule or patience ended training before). Null without a result, and for models whose loss is a square.'),
        ('labels_selected', 'Train labels that were drawn anew.'),
        ('labels_changed', 'Train labels that became another class; null if labels are of two random classes.'),
        ('labels_sha256', 'SHA-256 of the train labels as they were trained on.'),
        ('images_sha256', 'SHA-256 of the train images as they were trained on, before preprocessing.'),
        ('parameter_count', 'Number of trainable weights.'),
        ('seconds', 'Seconds of training and evaluation.'),
        ('images_per_second', 'Images trained on in a second, without the time of evaluation.'),
        ('engine', 'Engine that trained the cell.'),
        ('engine_version', 'Version of the engine.'),
        ('device', 'gpu or cpu.'),
        ('device_name', 'Name of the device.'),
        ('micro_batches', '1 if batches were processed whole; 2 if in halves, or with modules computed twice, to save memory.'),
        ('attempts', 'Attempts made so far.'),
        ('error', 'Class and message of the last failure; null if there was none.'),
        ('weights', 'Address of the final weights; null unless a sweep asked for them.'),
        ('finished_at', 'When the result was written.'),
        ('recorded_at', 'When the epoch was first written; epochs are written in batches. Null in rows older than the column.'),
        ('epoch_learning_rate', 'Learning rate of the epoch''s last step; null for what is solved.'),
        ('gradient_norm', 'Norm of the gradient of the epoch''s last mini-batch, the penalty included; null for what is solved.'),
        ('weight_norm', 'ℓ2 norm of all trained weights.'),
        -- Statistics over seeds
        ('n', 'Number of cells that the statistics are over; they differ only in seeds.'),
        ('sd', 'Standard deviation of the sample; null for one cell.'),
        ('low', 'Lower end of the 95 % interval of the mean by Student''s t, cut to what the quantity can be; null for one cell.'),
        ('high', 'Upper end of the 95 % interval of the mean by Student''s t, cut to what the quantity can be; null for one cell.'),
        ('train_sd', 'Standard deviation of the train accuracies; null for one cell.'),
        ('train_low', 'Lower end of the 95 % interval of the mean train accuracy, not below 0; null for one cell.'),
        ('train_high', 'Upper end of the 95 % interval of the mean train accuracy, not above 1; null for one cell.'),
        ('test_sd', 'Standard deviation of the test accuracies; null for one cell.'),
        ('test_low', 'Lower end of the 95 % interval of the mean test accuracy, not below 0; null for one cell.'),
        ('test_high', 'Upper end of the 95 % interval of the mean test accuracy, not above 1; null for one cell.'),
        ('clean_sd', 'Standard deviation of clean_train_accuracy.'),
        ('clean_low', 'Lower end of the 95 % interval of clean_train_accuracy, not below 0.'),
        ('clean_high', 'Upper end of the 95 % interval of clean_train_accuracy, not above 1.'),
        ('corrupted_sd', 'Standard deviation of corrupted_train_accuracy.'),
        ('corrupted_low', 'Lower end of the 95 % interval of corrupted_train_accuracy, not below 0.'),
        ('corrupted_high', 'Upper end of the 95 % interval of corrupted_train_accuracy, not above 1.'),
        ('train_loss_low', 'Lower end of the 95 % interval of the mean train loss, not below 0; null for one cell.'),
        ('train_loss_high', 'Upper end of the 95 % interval of the mean train loss; null for one cell.'),
        ('singles', 'The number of each cell, in ascending order, if there are fewer than four cells, of which an interval says little; else null.'),
        ('train_loss_singles', 'The train loss of each cell, in ascending order, if there are fewer than four; else null.'),
        ('train_singles', 'The train accuracy of each cell, in ascending order, if there are fewer than four; else null.'),
        ('test_singles', 'The test accuracy of each cell, in ascending order, if there are fewer than four; else null.'),
        ('clean_singles', 'The clean_train_accuracy of each cell, in ascending order, if there are fewer than four; else null.'),
        ('corrupted_singles', 'The corrupted_train_accuracy of each cell, in ascending order, if there are fewer than four; else null.'),
        ('diverged', 'Cells that diverged; they are in no mean.'),
        ('max_difference', 'Largest difference between the two losses of a test image: a lower bound of uniform stability.'),
        ('mean_difference', 'Mean difference between the two losses of a test image.'),
        -- The paper
        ('source', 'Table or figure of the paper: table-1, table-2, table-4, kernel, figure-1a, figure-1b, figure-1c or figure-2b.'),
        ('metric', 'What the number is, for example test_accuracy or epochs_to_fit.'),
        ('paper', 'The paper''s number; null where it says that training fails to converge.'),
        ('band_low', 'Least number that agrees with the paper''s; null where it has no band.'),
        ('band_high', 'Greatest number that agrees with the paper''s; null where it has no band.'),
        ('paper_train_loss', 'The paper''s train loss after the same epoch, read off figure 1a; null where it has none.'),
        ('paper_train_accuracy', 'The paper''s train accuracy; null where it has none.'),
        ('paper_test_accuracy', 'The paper''s test accuracy; null where it has none.'),
        ('paper_test_error', 'The paper''s test error; null where it has none.'),
        ('paper_solution_norm', 'The paper''s norm of the solution; null where it has none.'),
        ('paper_converges', 'False where the paper says that training fails to converge; null where it says nothing.'),
        -- Books of the store
        ('failure_class', 'crash, out-of-memory, engine, data, timeout, time-limit, lost-worker or bug; null if it did not fail.'),
        ('created_at', 'When the row was made.'),
        ('started_at', 'When it began.'),
        ('ended_at', 'When it ended; null before.')
    ) AS c (name, comment) LOOP
        FOR place IN
            SELECT c.relname FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'v') AND c.relname <> '_prisma_migrations'
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
            WHERE a.attname = "given".name AND a.attnum > 0 AND NOT a.attisdropped
        LOOP
            EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', place.relname, "given".name, "given".comment);
        END LOOP;
    END LOOP;
END $$;

-- Tables

COMMENT ON TABLE "sweeps" IS 'What people submitted: grids of cells. Whether a sweep is active or completed follows from its cells.';
COMMENT ON COLUMN "sweeps"."id" IS 'The sweep''s id.';
COMMENT ON COLUMN "sweeps"."name" IS 'Its name. Names repeat.';
COMMENT ON COLUMN "sweeps"."spec" IS 'The sweep as it was submitted, with defaults filled in.';
COMMENT ON COLUMN "sweeps"."priority" IS 'Cells of a sweep with a higher number go first.';
COMMENT ON COLUMN "sweeps"."cell_count" IS 'Number of its cells.';
COMMENT ON COLUMN "sweeps"."cached_count" IS 'Number of its cells that had results when it was submitted.';
COMMENT ON COLUMN "sweeps"."cancelled_at" IS 'When it was cancelled; null if it was not.';
COMMENT ON COLUMN "sweeps"."idempotency_key" IS 'The Idempotency-Key that it was submitted with; null if there was none.';
COMMENT ON COLUMN "sweeps"."body_sha256" IS 'SHA-256 of the body that came with the Idempotency-Key.';
COMMENT ON COLUMN "sweeps"."device" IS 'any or gpu: what its cells ask of a worker.';
COMMENT ON COLUMN "sweeps"."keep_weights" IS 'Whether the final weights of its cells are kept.';
COMMENT ON COLUMN "sweeps"."paused_at" IS 'Since when it is paused; null while it is not.';

COMMENT ON TABLE "cells" IS 'Experiments, one row each: the same cell in two sweeps is one row, and is trained once. A row whose state is succeeded or diverged never changes again.';
COMMENT ON COLUMN "cells"."id" IS 'SHA-256 of the cell''s canonical JSON and the protocol version.';
COMMENT ON COLUMN "cells"."spec" IS 'The cell, fully resolved, as JSON.';
COMMENT ON COLUMN "cells"."attempt" IS 'Attempts made so far. The number of the last one is the fencing token: writes of an earlier one are refused.';
COMMENT ON COLUMN "cells"."failures" IS 'Failed attempts since the cell was last submitted.';
COMMENT ON COLUMN "cells"."available_at" IS 'The cell is not queued before.';
COMMENT ON COLUMN "cells"."queued_at" IS 'When it was last queued.';
COMMENT ON COLUMN "cells"."epoch" IS 'Last epoch that the running attempt has reported.';
COMMENT ON COLUMN "cells"."worker_id" IS 'The worker that trains or trained it last.';
COMMENT ON COLUMN "cells"."failure_message" IS 'What the last failure said; null if there was none.';
COMMENT ON COLUMN "cells"."tried_before" IS 'Attempts made before the cell was last submitted: their failures do not count.';
COMMENT ON COLUMN "cells"."yield_asked" IS 'Whether the running attempt shall hand the cell back, because a more urgent one waits for its slot.';

COMMENT ON TABLE "cell_transitions" IS 'The changes of state that a trigger on cells allows.';
COMMENT ON COLUMN "cell_transitions"."from_state" IS 'State before.';
COMMENT ON COLUMN "cell_transitions"."to_state" IS 'State after.';

COMMENT ON TABLE "sweep_cells" IS 'Which cells a sweep has.';
COMMENT ON COLUMN "sweep_cells"."state" IS 'The cell''s state: a copy that a trigger keeps true.';
COMMENT ON COLUMN "sweep_cells"."state_since" IS 'Since when the cell has this state.';
COMMENT ON COLUMN "sweep_cells"."tried" IS 'Whether the cell has been attempted before: such cells are queued first. A copy, too.';

COMMENT ON TABLE "sweep_changes" IS 'How many changes people have made to sweeps; one row.';
COMMENT ON COLUMN "sweep_changes"."only" IS 'Always true: there is one row.';
COMMENT ON COLUMN "sweep_changes"."made" IS 'Changes made.';
COMMENT ON COLUMN "sweep_changes"."fed" IS 'Last of these changes that the queue has been filled after.';

COMMENT ON TABLE "attempts" IS 'Tries of workers at cells. How one ended is never rewritten.';
COMMENT ON COLUMN "attempts"."number" IS 'Number of the attempt at its cell, counted from 1.';
COMMENT ON COLUMN "attempts"."outcome" IS 'succeeded, diverged, failed, released (handed back) or cancelled; null while it runs.';
COMMENT ON COLUMN "attempts"."message" IS 'What went wrong, in words.';
COMMENT ON COLUMN "attempts"."stderr" IS 'The end of what its trainer wrote to standard error.';
COMMENT ON COLUMN "attempts"."late_writes" IS 'Writes that came after it had been superseded, and were refused.';
COMMENT ON COLUMN "attempts"."gpu_memory_mb" IS 'GPU memory that its trainer was seen to hold, in MiB.';
COMMENT ON COLUMN "attempts"."first_step" IS 'Optimizer step at which it began: more than 0 if it went on from a checkpoint; null until that is known.';

COMMENT ON TABLE "epochs" IS 'Learning curves: a row for each epoch of a cell, measured after the epoch''s last step on the whole train and test set.';
COMMENT ON COLUMN "epochs"."clean_train_loss" IS 'Train loss on the images whose labels are the true ones; null if there are none.';
COMMENT ON COLUMN "epochs"."clean_train_accuracy" IS 'Train accuracy on the images whose labels are the true ones; null if there are none.';
COMMENT ON COLUMN "epochs"."corrupted_train_loss" IS 'Train loss on the images whose labels are wrong; null if there are none.';
COMMENT ON COLUMN "epochs"."corrupted_train_accuracy" IS 'Share of the images with wrong labels that are classified as labeled; null if there are none.';
COMMENT ON COLUMN "epochs"."learning_rate" IS 'Learning rate of the epoch''s last step; null for what is solved.';
COMMENT ON COLUMN "epochs"."seconds" IS 'Seconds of the epoch, evaluation included.';

COMMENT ON TABLE "measures" IS 'Complexity measures of a network after an epoch: norms, margins, sharpness and others, by name. Join by cell_id and epoch. spectral-norm and spectral-product are of the kernels as matrices of fan-in by outputs, without batch normalization: the product is a bound on the Lipschitz constant of MLPs and linear models, and of no network with convolutions. sharpness is an estimate from three random directions, with the standard error sharpness-error.';
COMMENT ON COLUMN "measures"."name" IS 'Name of the measure, for example path-norm or margin-p10.';
COMMENT ON COLUMN "measures"."value" IS 'Its value.';

COMMENT ON TABLE "cell_results" IS 'What came of a finished cell. A row never changes.';
COMMENT ON COLUMN "cell_results"."outcome" IS 'succeeded or diverged.';
COMMENT ON COLUMN "cell_results"."final_epoch" IS 'Its last epoch, in epochs; null if training diverged within the first.';
COMMENT ON COLUMN "cell_results"."confusion" IS 'How many test images of each label were taken for each class with the final weights: confusion -> LABEL -> CLASS, both counted from 0. Null if training diverged, and in rows older than the column.';

COMMENT ON TABLE "example_records" IS 'What became of each image of a cell, in the order of its data set, where a sweep asked for it.';
COMMENT ON COLUMN "example_records"."first_fitted" IS 'For each train image, the first epoch after which it was classified as labeled; 0 if it never was.';
COMMENT ON COLUMN "example_records"."times_forgotten" IS 'For each train image, how often it was classified as labeled after one epoch and not after the next.';
COMMENT ON COLUMN "example_records"."margins" IS 'For each train image, the output of its label less the largest other output.';
COMMENT ON COLUMN "example_records"."test_losses" IS 'For each test image, its loss.';

COMMENT ON TABLE "workers" IS 'Worker processes that have signed on.';
COMMENT ON COLUMN "workers"."id" IS 'The worker''s id.';
COMMENT ON COLUMN "workers"."host" IS 'Name of its host.';
COMMENT ON COLUMN "workers"."pid" IS 'Its process id on that host.';
COMMENT ON COLUMN "workers"."slots" IS 'Cells that it trains at a time.';
COMMENT ON COLUMN "workers"."last_seen_at" IS 'When it was last heard of.';
COMMENT ON COLUMN "workers"."stopped_at" IS 'When it signed off; null while it has not.';
COMMENT ON COLUMN "workers"."gpu_fault" IS 'Why it trains on the CPU although its machine has a GPU, and how to mend it; null otherwise.';

COMMENT ON TABLE "paper_reference" IS 'The numbers of the paper (Zhang et al. 2016, arXiv 1611.03530v2). Curves are read off its figures. Table 2 is as remembered, not as copied: of its rows, only top-1 accuracies can be compared, because Rote measures no top-5 accuracy; figure 2a and the best test accuracies that table 2 has in parentheses are not here.';
COMMENT ON COLUMN "paper_reference"."id" IS 'A number of its own.';
COMMENT ON COLUMN "paper_reference"."epoch" IS 'Epoch, for a point of a curve; null for the end of training.';
COMMENT ON COLUMN "paper_reference"."value" IS 'The number: accuracies, errors and label noise are 0 to 1, losses in nats. Null where training fails to converge.';

-- Views

COMMENT ON VIEW "cell_axes" IS 'Every axis of every distinct cell as a column.';
COMMENT ON COLUMN "cell_axes"."spec" IS 'The cell, fully resolved, as JSON.';
COMMENT ON VIEW "distinct_results" IS 'One row a distinct cell, finished or not, however many sweeps it is in: what to count and average over sweeps. Group by what varies (label_noise, train_images and settings too), and count seeds with count(DISTINCT seed).';
COMMENT ON COLUMN "distinct_results"."sweeps" IS 'Number of sweeps that the cell is in.';
COMMENT ON VIEW "sweep_axes" IS 'Every axis of every cell of every sweep as a column.';
COMMENT ON VIEW "results" IS 'One row a cell and sweep, finished or not. A cell that is in two sweeps has two rows: name the sweep (WHERE sweep_id = …), or ask distinct_results.';
COMMENT ON COLUMN "learning_curves"."seconds" IS 'Seconds of the epoch, evaluation included.';
COMMENT ON VIEW "learning_curves" IS 'The axes of results, and one row an epoch. A cell that is in two sweeps has its curve twice: name the sweep.';
COMMENT ON VIEW "combinations" IS 'The cells of a sweep that differ only in seeds as one row, with the mean and spread of their results. Each cell of a sweep is in one row, comparable with the paper or not.';
COMMENT ON COLUMN "combinations"."position" IS 'Place of its first cell in the sweep.';
COMMENT ON COLUMN "combinations"."dataset" IS 'The data set; for an image folder, its name.';
COMMENT ON COLUMN "combinations"."cells" IS 'Number of its cells.';
COMMENT ON COLUMN "combinations"."n" IS 'Number of cells that succeeded: the means are over these.';
COMMENT ON COLUMN "combinations"."unfinished" IS 'Cells that have no result, or not yet.';
COMMENT ON COLUMN "combinations"."epochs" IS 'Mean number of epochs trained.';
COMMENT ON COLUMN "combinations"."train_loss" IS 'Mean train loss at the end.';
COMMENT ON COLUMN "combinations"."spec" IS 'What its cells have in common, as JSON.';
COMMENT ON VIEW "combination_curves" IS 'Mean learning curves of the rows of combinations, over the cells that succeeded and have got so far.';
COMMENT ON COLUMN "combination_curves"."n" IS 'Number of cells that trained for so many epochs.';
COMMENT ON VIEW "comparable_cells" IS 'Succeeded cells that are as the paper''s: test labels are true, random classes may be the true ones, no image is left out, and there are more than two classes. Cells with equal settings, corruption, label noise and number of train images differ only in seeds.';
COMMENT ON COLUMN "comparable_cells"."dataset" IS 'The data set; for an image folder, its name.';
COMMENT ON COLUMN "comparable_cells"."classes" IS 'Number of classes; null for a data set that Rote does not know.';
COMMENT ON COLUMN "comparable_cells"."inputs" IS 'Numbers that a network sees of an image; null for a data set that Rote does not know.';
COMMENT ON COLUMN "comparable_cells"."is_whole" IS 'Whether the cell is trained on the whole train set.';
COMMENT ON VIEW "incomparable_cells" IS 'Succeeded cells that are not in comparable_cells, nor in the views of the paper''s tables and figures.';
COMMENT ON COLUMN "incomparable_cells"."reason" IS 'Why, in words.';
COMMENT ON VIEW "settings" IS 'What is behind the digests of the other views. Those of fit_width, which has cells of several widths, are without a network.';
COMMENT ON COLUMN "settings"."spec" IS 'A cell without its seeds, its corruption and the number of its train images, as JSON.';
COMMENT ON VIEW "dataset_facts" IS 'The data sets that Rote knows.';
COMMENT ON COLUMN "dataset_facts"."classes" IS 'Number of classes.';
COMMENT ON COLUMN "dataset_facts"."train_images" IS 'Train images of the whole set.';
COMMENT ON COLUMN "dataset_facts"."test_images" IS 'Test images of the whole set.';
COMMENT ON COLUMN "dataset_facts"."inputs" IS 'Numbers that a network sees of an image.';
COMMENT ON VIEW "figure_1a" IS 'Train loss against epochs under each corruption (figure 1a). Cells that stopped earlier are missing from later epochs. Models that are solved or fitted to squares are in no row.';
COMMENT ON VIEW "figure_1c" IS 'Test error at the end of training against label noise (figure 1c).';
COMMENT ON VIEW "figure_2b" IS 'Test accuracy of inception-small against epochs, with and without batch normalization, on true labels and without a regularizer (figure 2b).';
COMMENT ON COLUMN "figure_2b"."batch_norm" IS 'Whether the network has batch normalization.';
COMMENT ON VIEW "label_fit_over_time" IS 'Whether images with true labels are fitted before those with wrong ones: mean train accuracy on either, by epoch.';
COMMENT ON VIEW "table_1" IS 'Accuracy with and without explicit regularizers (table 1).';
COMMENT ON COLUMN "table_1"."random_crop" IS 'Whether images are cropped at random.';
COMMENT ON COLUMN "table_1"."weight_decay" IS 'Whether there is weight decay.';
COMMENT ON COLUMN "table_1"."labels" IS 'true or random.';
COMMENT ON VIEW "table_4" IS 'Train accuracy on random labels with a regularizer (table 4). Cells that diverged are counted, not averaged.';
COMMENT ON VIEW "fit_width" IS 'The smallest width at which an MLP of one hidden layer fitted every one of so many random labels, beside theorem 1.';
COMMENT ON COLUMN "fit_width"."width" IS 'The width; null if none fitted.';
COMMENT ON COLUMN "fit_width"."n" IS 'Cells of that width.';
COMMENT ON COLUMN "fit_width"."fitted" IS 'Those of them that fitted.';
COMMENT ON COLUMN "fit_width"."parameter_count" IS 'Weights of an MLP of that width.';
COMMENT ON COLUMN "fit_width"."theorem_1_weights" IS 'Weights that theorem 1 says are enough: two for an image, and one for an input.';
COMMENT ON COLUMN "fit_width"."settings" IS 'Digest of all that a cell has besides seeds, corruption, the number of train images and the network.';
COMMENT ON VIEW "theorem_1" IS 'How well the networks of theorem 1, whose weights are written down and not trained, give labels back (section 4).';
COMMENT ON COLUMN "theorem_1"."max_error" IS 'Largest error of an output, over all n cells.';
COMMENT ON VIEW "kernel_section" IS 'Test error of linear models and kernels against the number of train images, and the norms of the solutions (section 5). The paper''s numbers are of whole train sets, and stand beside these alone.';
COMMENT ON COLUMN "kernel_section"."solution_norm" IS 'Mean norm of a solution; null for what descended.';
COMMENT ON COLUMN "kernel_section"."distance_to_min_norm" IS 'Mean distance of what descended to the solution of least norm; null for what is solved.';
COMMENT ON VIEW "paper_comparison" IS 'Ours beside the paper''s: a row for each of its numbers that a sweep has cells for. Of its curves, only the ends of figure 2b.';
COMMENT ON COLUMN "paper_comparison"."n" IS 'Number of cells that have the number.';
COMMENT ON COLUMN "paper_comparison"."ours" IS 'Our mean. Null where all cells diverged, and for times that not all cells have.';
COMMENT ON COLUMN "paper_comparison"."verdict" IS 'agrees: ours is in the band; where there is no band, within 2.5 points and a quarter of an accuracy or error, or within a tenth of anything else. unclear: there is no band, and only our 95 % interval holds the paper''s number. unfitted and censored: a time that some cells have not, because they trained to the end without fitting, or were stopped before. subset: trained on a part of the train set, which cannot be compared. differs: everything else; outside of a band, whatever the interval.';
COMMENT ON COLUMN "paper_comparison"."at_least" IS 'What the mean of a time is not below, where some cells have not fitted; null otherwise.';
COMMENT ON VIEW "early_stopping_gain" IS 'What stopping at the best test accuracy would have gained: an oracle''s gain, for it looks at the test set.';
COMMENT ON COLUMN "early_stopping_gain"."gain" IS 'Best test accuracy less the last.';
COMMENT ON VIEW "measure_correlation" IS 'Kendall''s rank correlation of a measure at the end of training with the test error, over the cells of a sweep that have as many images of the same data set.';
COMMENT ON COLUMN "measure_correlation"."corruption" IS 'The corruption of the cells; null for all of them together.';
COMMENT ON COLUMN "measure_correlation"."measure" IS 'Name of the measure.';
COMMENT ON COLUMN "measure_correlation"."n" IS 'Number of cells; they may differ in settings.';
COMMENT ON COLUMN "measure_correlation"."tau" IS 'Kendall''s tau-b, −1 to 1; null where all are tied.';
COMMENT ON VIEW "rademacher_complexity" IS 'Empirical Rademacher complexity (section 1.3), estimated by a network that is trained on labels of two random classes: the mean over draws of 2 · train accuracy − 1. At 1, the bound that follows from it says nothing.';
COMMENT ON COLUMN "rademacher_complexity"."complexity" IS 'The estimate, −1 to 1.';
COMMENT ON VIEW "uniform_stability" IS 'Uniform stability (section 1.3), estimated from below: how much the losses of test images change when one train image is left out. For sweeps that keep examples and have cells with leaveOut beside the same without.';
COMMENT ON COLUMN "uniform_stability"."n" IS 'Number of pairs of cells.';

-- Functions

COMMENT ON FUNCTION "student_t_975"(BIGINT) IS 'The 97.5 % quantile of Student''s t distribution with so many degrees of freedom; null below 1.';
COMMENT ON FUNCTION "over_seeds"(DOUBLE PRECISION[]) IS 'Number, mean, standard deviation and 95 % interval of the mean of a sample. Nulls do not count; the mean of equal numbers is that number.';
COMMENT ON FUNCTION "over_seeds"(DOUBLE PRECISION[], DOUBLE PRECISION, DOUBLE PRECISION) IS 'As over_seeds, for a quantity between two limits: the interval is cut to them. singles are the numbers of a sample of fewer than four, in ascending order; else null.';
COMMENT ON FUNCTION "mean_of"(DOUBLE PRECISION[]) IS 'The mean of a sample, between its least and its greatest number: of equal numbers, that number. Nulls do not count.';
COMMENT ON FUNCTION "kendall_tau"(DOUBLE PRECISION[], DOUBLE PRECISION[]) IS 'Kendall''s rank correlation tau-b of two arrays of the same length. Pairs with a null do not count; null where all are tied in one.';
COMMENT ON FUNCTION "has_cross_entropy"(TEXT) IS 'Whether the losses of an architecture are cross-entropies, in nats; those of the others are half squares.';
COMMENT ON FUNCTION "settings_spec"(JSONB) IS 'A cell''s spec without its seeds, its corruption (unless it is asymmetric) and the number of its train images.';
COMMENT ON FUNCTION "settings_of"(JSONB) IS 'Digest of settings_spec.';
COMMENT ON FUNCTION "combination_spec"(JSONB) IS 'A cell''s spec without its seeds.';
COMMENT ON FUNCTION "combination_of"(JSONB) IS 'Digest of combination_spec.';
COMMENT ON FUNCTION "figure_1b"(DOUBLE PRECISION) IS 'Epochs until the train loss is at most a threshold, against label noise (figure 1b). Of n cells, some train to their end without getting there (unfitted), others are stopped before by a rule of their own (censored). Where there are such, epochs_to_fit, its spread and relative_time are null, and epochs_at_least is a number that the mean is not below. relative_time is over the mean without noise on as many train images.';
COMMENT ON FUNCTION "loss_stability"(TEXT, TEXT) IS 'How much the losses of the same test images differ between two cells, of which one has left an image out: the largest difference is an estimate of uniform stability from below (Bousquet and Elisseeff 2002). Null where there are no records.';
COMMENT ON FUNCTION "check_cell_transition"() IS 'Trigger: refuses a change of state that cell_transitions has not, and a finished cell without a result.';
COMMENT ON FUNCTION "refuse_change"() IS 'Trigger: refuses to change or delete what has come of a cell.';
COMMENT ON FUNCTION "check_epoch_change"() IS 'Trigger: refuses epochs and measures of a finished cell, and those of an attempt that is not the running one.';
COMMENT ON FUNCTION "copy_cell_state"() IS 'Trigger: keeps the state in sweep_cells a true copy.';
COMMENT ON FUNCTION "check_attempt_runs"(TEXT, INTEGER) IS 'Raises an error unless the attempt is its cell''s running one.';
COMMENT ON FUNCTION "check_new_result"() IS 'Trigger: refuses a result of an attempt that is not the running one.';

COMMENT ON VIEW "leak_check" IS 'Whether a cell that was trained on random labels knows more of the test labels than chance, or less. Its accuracy is compared with those that it would have if the classes of the test labels had each other''s names (of more than ten classes, the first ten are renamed): without a leak, all of these are as likely. An honest cell is outside in at most 1 of 1000 cases, whatever its network and however alike its test images are. Cells that finished before confusion counts were kept are neither inside nor outside.';
COMMENT ON COLUMN "leak_check"."expected" IS 'Mean of the accuracies under all names; 1 in the number of classes where there are no confusion counts.';
COMMENT ON COLUMN "leak_check"."sd" IS 'Standard deviation of the accuracies under all names; null where there are no confusion counts.';
COMMENT ON COLUMN "leak_check"."p_value" IS 'Twice the share of all names under which the accuracy is as far on the same side, or farther. Null where it is less than 2.5 standard deviations away, which is not looked into, and where there are no confusion counts.';
COMMENT ON COLUMN "leak_check"."inside" IS 'True unless p_value is at most 0.001, which means that the cell has most likely seen test labels, or labels that say something of them; null where there are no confusion counts.';
COMMENT ON FUNCTION "renamed_share"(JSONB, BOOLEAN) IS 'Of confusion counts [label][predicted], the share of all ways to rename the first ten classes under which as many images are right as with their own names, or more (is_above), or else as many or fewer.';
COMMENT ON FUNCTION "accuracy_by_chance"(JSONB) IS 'Of confusion counts [label][predicted]: mean and standard deviation of the accuracy over all ways to rename the first ten classes, and the two-sided p-value of the actual one, where it is 2.5 standard deviations or more from the mean.';
