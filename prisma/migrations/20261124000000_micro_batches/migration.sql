-- How an attempt processed its batches, and from which attempt on a cell's failures count.

-- Failures are counted by class, from the attempts themselves. Those from before a person submitted the cell anew count
-- no more: of the failed attempts, all but the last "failures".
ALTER TABLE "cells" ADD COLUMN "tried_before" INTEGER NOT NULL DEFAULT 0;
UPDATE "cells" c SET "tried_before" = coalesce((
    SELECT a."number" FROM "attempts" a WHERE a."cell_id" = c."id" AND a."outcome" = 'failed'
    ORDER BY a."number" DESC OFFSET c."failures" LIMIT 1
), 0)
WHERE c."attempt" > 0 AND c."state" NOT IN ('succeeded', 'diverged');

ALTER TABLE "attempts" ADD COLUMN "micro_batches" INTEGER NOT NULL DEFAULT 1,
    ADD CONSTRAINT "attempts_micro_batches_check" CHECK ("micro_batches" IN (1, 2));

-- As before, and how the last attempt processed its batches.
CREATE OR REPLACE VIEW "results" AS
SELECT
    x.*,
    r."outcome",
    r."stop_reason",
    r."epochs",
    r."steps",
    e."train_loss",
    e."train_accuracy",
    e."clean_train_accuracy",
    e."corrupted_train_accuracy",
    e."test_loss",
    e."test_accuracy",
    r."best_test_accuracy",
    r."best_test_epoch",
    r."epochs_to_fit",
    r."labels_selected",
    r."labels_changed",
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
    a."micro_batches"
FROM "sweep_axes" x
JOIN "cells" c ON c."id" = x."cell"
LEFT JOIN "attempts" a ON a."cell_id" = c."id" AND a."number" = c."attempt"
LEFT JOIN "cell_results" r ON r."cell_id" = c."id"
LEFT JOIN "epochs" e ON e."cell_id" = r."cell_id" AND e."epoch" = r."final_epoch";
