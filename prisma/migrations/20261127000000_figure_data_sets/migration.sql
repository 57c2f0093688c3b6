-- The views of figures say of which data set a row is: a sweep may have several, and the paper's curves are of
-- one. Nothing else changes.

DROP VIEW "figure_1a", "figure_1c", "figure_2b", "label_fit_over_time";
DROP FUNCTION "figure_1b"(DOUBLE PRECISION);

-- Train loss against epochs. Cells that stopped earlier are missing from later epochs, and models that are solved or fitted
-- to squares from all: their loss is no cross-entropy.
CREATE VIEW "figure_1a" AS
SELECT g."sweep", g."sweep_id", g."dataset", g."architecture", g."corruption", g."regularizer", g."train_images", g."epoch",
    g."step", s."n", s."mean" AS "train_loss", s."sd", s."low", s."high", p."value" AS "paper_train_loss", g."settings"
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
    "sweep" TEXT, "sweep_id" UUID, "dataset" TEXT, "architecture" TEXT, "regularizer" TEXT,
    "label_noise" DOUBLE PRECISION, "train_images" INTEGER, "n" BIGINT, "unfitted" BIGINT, "epochs_to_fit" DOUBLE PRECISION,
    "sd" DOUBLE PRECISION, "low" DOUBLE PRECISION, "high" DOUBLE PRECISION, "relative_time" DOUBLE PRECISION,
    "paper_relative_time" DOUBLE PRECISION, "paper_epochs" DOUBLE PRECISION, "settings" TEXT
) LANGUAGE sql STABLE AS $$
    SELECT g."sweep", g."sweep_id", g."dataset", g."architecture", g."regularizer", g."label_noise",
        g."train_images", g.n, g.n - s."n", s."mean", s."sd", s."low", s."high",
        s."mean" / max(s."mean") FILTER (WHERE g."label_noise" = 0)
            OVER (PARTITION BY g."sweep_id", g."dataset", g."architecture", g."regularizer", g."train_images",
                g."settings"),
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
SELECT g."sweep", g."sweep_id", g."dataset", g."architecture", g."regularizer", g."label_noise", g."train_images",
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
SELECT g."sweep", g."sweep_id", g."dataset", g."architecture" = 'inception-small' AS "batch_norm",
    g."train_images", g."epoch", s."n", s."mean" AS "test_accuracy", s."sd", s."low", s."high", p."value" AS "paper_test_accuracy",
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

-- Whether images with true labels are fitted before those with wrong ones.
CREATE VIEW "label_fit_over_time" AS
SELECT g."sweep", g."sweep_id", g."dataset", g."architecture", g."corruption", g."label_noise", g."regularizer",
    g."train_images", g."epoch", g."n",
    clean."mean" AS "clean_train_accuracy", clean."sd" AS "clean_sd", clean."low" AS "clean_low", clean."high" AS "clean_high",
    corrupted."mean" AS "corrupted_train_accuracy", corrupted."sd" AS "corrupted_sd", corrupted."low" AS "corrupted_low",
    corrupted."high" AS "corrupted_high", g."settings"
FROM (
    SELECT r."sweep", r."sweep_id", coalesce(c."spec" #>> '{dataset,folder}', r."dataset") AS "dataset",
        r."architecture", r."corruption", r."label_noise", r."regularizer", r."train_images",
        "settings_of"(c."spec") AS "settings", e."epoch", count(*) AS "n",
        array_agg(e."clean_train_accuracy") AS clean, array_agg(e."corrupted_train_accuracy") AS corrupted
    FROM "results" r
    JOIN "cells" c ON c."id" = r."cell"
    JOIN "epochs" e ON e."cell_id" = r."cell"
    WHERE r."outcome" = 'succeeded' AND r."label_noise" > 0 AND r."test_labels" = 'clean'
        AND NOT r."excludes_true_class" AND r."leave_out" IS NULL
    GROUP BY r."sweep", r."sweep_id", coalesce(c."spec" #>> '{dataset,folder}', r."dataset"), r."architecture",
        r."corruption", r."label_noise", r."regularizer", r."train_images", "settings_of"(c."spec"), e."epoch"
) g
CROSS JOIN LATERAL "over_seeds"(g.clean) clean
CROSS JOIN LATERAL "over_seeds"(g.corrupted) corrupted;
