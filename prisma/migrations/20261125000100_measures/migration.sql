-- Seeds of single purposes and left-out images as axes, cells that are solved and not trained, and what is measured of a
-- cell besides its learning curve.

-- Cells that are solved ----------------------------------------------------------------------------------------------

-- They have one epoch, and neither a rate nor a gradient.
ALTER TABLE "epochs" ALTER COLUMN "learning_rate" DROP NOT NULL,
    ALTER COLUMN "gradient_norm" DROP NOT NULL;

ALTER TABLE "cell_results" DROP CONSTRAINT "cell_results_stop_reason_check",
    ADD CONSTRAINT "cell_results_stop_reason_check" CHECK ("stop_reason" IN ('epochs', 'stop-rule', 'patience', 'diverged', 'solved'));

-- Measures -----------------------------------------------------------------------------------------------------------

-- Complexity measures of a network after an epoch. An epoch that is reported again has the measures of the last report.
CREATE TABLE "measures" (
    "cell_id" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "measures_pkey" PRIMARY KEY ("cell_id", "epoch", "name"),
    CONSTRAINT "measures_cell_id_epoch_fkey" FOREIGN KEY ("cell_id", "epoch") REFERENCES "epochs" ("cell_id", "epoch") ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT "measures_cell_id_attempt_fkey" FOREIGN KEY ("cell_id", "attempt") REFERENCES "attempts" ("cell_id", "number") ON DELETE RESTRICT ON UPDATE RESTRICT
);

-- As before, for measures too.
CREATE OR REPLACE FUNCTION "check_epoch_change"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM "cells" WHERE "id" IN (OLD."cell_id", NEW."cell_id") AND "state" IN ('succeeded', 'diverged')) THEN
        RAISE EXCEPTION '%: what has come of a cell never changes (% refused)', TG_TABLE_NAME, TG_OP USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM "check_attempt_runs"(NEW."cell_id", NEW."attempt");
    RETURN NEW;
END $$;

CREATE TRIGGER "measures_immutable" BEFORE INSERT OR UPDATE OR DELETE ON "measures" FOR EACH ROW EXECUTE FUNCTION "check_epoch_change"();

-- What became of each example, an array a cell: a row for each would be 60,000 a cell.
CREATE TABLE "example_records" (
    "cell_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "first_fitted" SMALLINT[] NOT NULL,
    "times_forgotten" SMALLINT[] NOT NULL,
    "margins" REAL[] NOT NULL,
    "test_losses" REAL[] NOT NULL,

    CONSTRAINT "example_records_pkey" PRIMARY KEY ("cell_id"),
    CONSTRAINT "example_records_cell_id_attempt_fkey" FOREIGN KEY ("cell_id", "attempt") REFERENCES "cell_results" ("cell_id", "attempt") ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE TRIGGER "example_records_fenced" BEFORE INSERT ON "example_records" FOR EACH ROW EXECUTE FUNCTION "check_new_result"();
CREATE TRIGGER "example_records_immutable" BEFORE UPDATE OR DELETE ON "example_records" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Views for people ---------------------------------------------------------------------------------------------------

-- As before, with more axes. All three are replaced and not dropped: a person may have views of their own on them. So
-- what is new comes last, and the axes of before are written out.
CREATE OR REPLACE VIEW "sweep_axes" AS
SELECT
    s."name" AS "sweep",
    m."sweep_id",
    m."position",
    m."cell_id" AS "cell",
    m."state",
    m."cached",
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
    coalesce((c."spec" #>> '{corruption,excludeTrueClass}')::BOOLEAN, false) AS "excludes_true_class"
FROM "sweep_cells" m
JOIN "sweeps" s ON s."id" = m."sweep_id"
JOIN "cells" c ON c."id" = m."cell_id";

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
    a."micro_batches",
    r."weights",
    x."label_seed", x."pixel_seed", x."init_seed", x."order_seed", x."test_labels", x."leave_out",
    x."excludes_true_class"
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
    e."clean_train_loss",
    e."clean_train_accuracy",
    e."corrupted_train_loss",
    e."corrupted_train_accuracy",
    e."test_loss",
    e."test_accuracy",
    e."best_test_accuracy",
    e."learning_rate" AS "epoch_learning_rate",
    e."gradient_norm",
    e."weight_norm",
    e."seconds",
    e."images_per_second",
    x."label_seed", x."pixel_seed", x."init_seed", x."order_seed", x."test_labels", x."leave_out",
    x."excludes_true_class"
FROM "sweep_axes" x
JOIN "epochs" e ON e."cell_id" = x."cell";
