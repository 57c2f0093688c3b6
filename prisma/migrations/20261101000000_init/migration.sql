-- Postgres is the truth of what is to be trained, what is being trained and what came of it. The rules that must hold
-- whatever a program does are here as constraints and triggers; `packages/store` keeps to them, and is refused where
-- it does not.

-- Workers ------------------------------------------------------------------------------------------------------------

CREATE TABLE "workers" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "slots" INTEGER NOT NULL,
    "engine" TEXT NOT NULL,
    "engine_version" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "device_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stopped_at" TIMESTAMPTZ(6),

    CONSTRAINT "workers_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "workers_slots_check" CHECK ("slots" >= 1),
    CONSTRAINT "workers_device_check" CHECK ("device" IN ('gpu', 'cpu'))
);

-- Cells and their states ---------------------------------------------------------------------------------------------

CREATE TABLE "cells" (
    "id" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "architecture" TEXT NOT NULL,
    "corruption" TEXT NOT NULL,
    "regularizer" TEXT NOT NULL,
    "label_noise" DOUBLE PRECISION NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "available_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "queued_at" TIMESTAMPTZ(6),
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "worker_id" TEXT,
    "failure_class" TEXT,
    "failure_message" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "cells_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "cells_id_check" CHECK ("id" ~ '^[0-9a-f]{64}$'),
    CONSTRAINT "cells_state_check" CHECK ("state" IN ('pending', 'queued', 'running', 'succeeded', 'diverged', 'failed', 'cancelled')),
    CONSTRAINT "cells_ended_check" CHECK (("ended_at" IS NOT NULL) = ("state" IN ('succeeded', 'diverged', 'failed', 'cancelled'))),
    CONSTRAINT "cells_queued_check" CHECK ("state" <> 'queued' OR "queued_at" IS NOT NULL),
    CONSTRAINT "cells_running_check" CHECK ("state" <> 'running' OR ("worker_id" IS NOT NULL AND "started_at" IS NOT NULL)),
    CONSTRAINT "cells_failure_check" CHECK ("failure_class" IN ('crash', 'out-of-memory', 'engine', 'data', 'timeout', 'lost-worker', 'bug')),
    CONSTRAINT "cells_worker_id_fkey" FOREIGN KEY ("worker_id") REFERENCES "workers" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

-- What is queued or runs is little, whatever the number of cells.
CREATE INDEX "cells_state_idx" ON "cells" ("state") WHERE "state" IN ('queued', 'running');

-- The transitions of packages/domain/src/cell-state.ts; a test compares the two.
CREATE TABLE "cell_transitions" (
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,

    CONSTRAINT "cell_transitions_pkey" PRIMARY KEY ("from_state", "to_state")
);

INSERT INTO "cell_transitions" ("from_state", "to_state") VALUES
    ('pending', 'queued'), ('pending', 'cancelled'),
    ('queued', 'running'), ('queued', 'pending'), ('queued', 'cancelled'),
    ('running', 'succeeded'), ('running', 'diverged'), ('running', 'failed'), ('running', 'pending'), ('running', 'cancelled'),
    ('failed', 'pending'),
    ('cancelled', 'pending');

-- Sweeps -------------------------------------------------------------------------------------------------------------

CREATE TABLE "sweeps" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "cell_count" INTEGER NOT NULL,
    "cached_count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(6),
    "idempotency_key" TEXT,
    "body_sha256" TEXT,

    CONSTRAINT "sweeps_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "sweeps_idempotency_check" CHECK (("idempotency_key" IS NULL) = ("body_sha256" IS NULL))
);

CREATE UNIQUE INDEX "sweeps_idempotency_key_key" ON "sweeps" ("idempotency_key");
CREATE INDEX "sweeps_created_at_id_idx" ON "sweeps" ("created_at" DESC, "id" DESC);

CREATE TABLE "sweep_cells" (
    "sweep_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "cell_id" TEXT NOT NULL,
    "cached" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "state_since" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sweep_cells_pkey" PRIMARY KEY ("sweep_id", "position"),
    CONSTRAINT "sweep_cells_sweep_id_fkey" FOREIGN KEY ("sweep_id") REFERENCES "sweeps" ("id") ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT "sweep_cells_cell_id_fkey" FOREIGN KEY ("cell_id") REFERENCES "cells" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE UNIQUE INDEX "sweep_cells_cell_id_sweep_id_key" ON "sweep_cells" ("cell_id", "sweep_id");
-- Serves the counts of a sweep, whether and when it ended, its next pending cells, and its cells of one state by page.
CREATE INDEX "sweep_cells_sweep_id_state_position_idx" ON "sweep_cells" ("sweep_id", "state", "position") INCLUDE ("state_since");

-- Attempts and what they report --------------------------------------------------------------------------------------

CREATE TABLE "attempts" (
    "cell_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "worker_id" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "engine_version" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "device_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),
    "outcome" TEXT,
    "failure_class" TEXT,
    "message" TEXT,
    "stderr" TEXT,
    "late_writes" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("cell_id", "number"),
    CONSTRAINT "attempts_number_check" CHECK ("number" >= 1),
    CONSTRAINT "attempts_device_check" CHECK ("device" IN ('gpu', 'cpu')),
    CONSTRAINT "attempts_outcome_check" CHECK ("outcome" IN ('succeeded', 'diverged', 'failed', 'released', 'cancelled')),
    CONSTRAINT "attempts_ended_check" CHECK (("outcome" IS NULL) = ("ended_at" IS NULL)),
    CONSTRAINT "attempts_failure_check" CHECK (("failure_class" IS NOT NULL) = ("outcome" IS NOT NULL AND "outcome" = 'failed')),
    CONSTRAINT "attempts_failure_class_check" CHECK ("failure_class" IN ('crash', 'out-of-memory', 'engine', 'data', 'timeout', 'lost-worker', 'bug')),
    CONSTRAINT "attempts_cell_id_fkey" FOREIGN KEY ("cell_id") REFERENCES "cells" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "attempts_worker_id_fkey" FOREIGN KEY ("worker_id") REFERENCES "workers" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE INDEX "attempts_worker_id_idx" ON "attempts" ("worker_id");

CREATE TABLE "epochs" (
    "cell_id" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "train_loss" DOUBLE PRECISION NOT NULL,
    "train_accuracy" DOUBLE PRECISION NOT NULL,
    "clean_train_loss" DOUBLE PRECISION,
    "clean_train_accuracy" DOUBLE PRECISION,
    "corrupted_train_loss" DOUBLE PRECISION,
    "corrupted_train_accuracy" DOUBLE PRECISION,
    "test_loss" DOUBLE PRECISION NOT NULL,
    "test_accuracy" DOUBLE PRECISION NOT NULL,
    "best_test_accuracy" DOUBLE PRECISION NOT NULL,
    "learning_rate" DOUBLE PRECISION NOT NULL,
    "gradient_norm" DOUBLE PRECISION NOT NULL,
    "weight_norm" DOUBLE PRECISION NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "images_per_second" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "epochs_pkey" PRIMARY KEY ("cell_id", "epoch"),
    CONSTRAINT "epochs_epoch_check" CHECK ("epoch" >= 1),
    CONSTRAINT "epochs_cell_id_fkey" FOREIGN KEY ("cell_id") REFERENCES "cells" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "epochs_cell_id_attempt_fkey" FOREIGN KEY ("cell_id", "attempt") REFERENCES "attempts" ("cell_id", "number") ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE TABLE "cell_results" (
    "cell_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "stop_reason" TEXT NOT NULL,
    "epochs" INTEGER NOT NULL,
    "steps" INTEGER NOT NULL,
    "final_epoch" INTEGER,
    "best_test_accuracy" DOUBLE PRECISION,
    "best_test_epoch" INTEGER,
    "epochs_to_fit" INTEGER,
    "parameter_count" BIGINT NOT NULL,
    "labels_selected" INTEGER NOT NULL,
    "labels_changed" INTEGER NOT NULL,
    "labels_sha256" TEXT NOT NULL,
    "images_sha256" TEXT NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "images_per_second" DOUBLE PRECISION NOT NULL,
    "finished_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cell_results_pkey" PRIMARY KEY ("cell_id"),
    CONSTRAINT "cell_results_outcome_check" CHECK ("outcome" IN ('succeeded', 'diverged')),
    CONSTRAINT "cell_results_stop_reason_check" CHECK ("stop_reason" IN ('epochs', 'stop-rule', 'patience', 'diverged')),
    CONSTRAINT "cell_results_final_check" CHECK ("final_epoch" IS NOT NULL OR "outcome" = 'diverged'),
    CONSTRAINT "cell_results_cell_id_fkey" FOREIGN KEY ("cell_id") REFERENCES "cells" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "cell_results_cell_id_attempt_fkey" FOREIGN KEY ("cell_id", "attempt") REFERENCES "attempts" ("cell_id", "number") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "cell_results_cell_id_final_epoch_fkey" FOREIGN KEY ("cell_id", "final_epoch") REFERENCES "epochs" ("cell_id", "epoch") ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE UNIQUE INDEX "cell_results_cell_id_attempt_key" ON "cell_results" ("cell_id", "attempt");
CREATE UNIQUE INDEX "cell_results_cell_id_final_epoch_key" ON "cell_results" ("cell_id", "final_epoch");

-- Rules of a cell's life ---------------------------------------------------------------------------------------------

CREATE FUNCTION "check_cell_transition"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM "cell_transitions" WHERE "from_state" = OLD."state" AND "to_state" = NEW."state") THEN
        RAISE EXCEPTION 'cell %: a % cell cannot become %', OLD."id", OLD."state", NEW."state" USING ERRCODE = 'check_violation';
    END IF;
    IF NEW."state" IN ('succeeded', 'diverged') AND NOT EXISTS (
        SELECT FROM "cell_results" r WHERE r."cell_id" = NEW."id" AND r."attempt" = NEW."attempt" AND r."outcome" = NEW."state"
    ) THEN
        RAISE EXCEPTION 'cell %: attempt % has no result of a % cell', NEW."id", NEW."attempt", NEW."state" USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER "cells_transition" BEFORE UPDATE OF "state" ON "cells" FOR EACH ROW
    WHEN (OLD."state" IS DISTINCT FROM NEW."state") EXECUTE FUNCTION "check_cell_transition"();

CREATE FUNCTION "refuse_change"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: what has come of a cell never changes (% refused)', TG_TABLE_NAME, TG_OP USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER "cells_start_pending" BEFORE INSERT ON "cells" FOR EACH ROW
    WHEN (NEW."state" <> 'pending') EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "cells_immutable" BEFORE UPDATE OR DELETE ON "cells" FOR EACH ROW
    WHEN (OLD."state" IN ('succeeded', 'diverged')) EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "cell_results_immutable" BEFORE UPDATE OR DELETE ON "cell_results" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- A curve is closed with its cell.
CREATE FUNCTION "check_epoch_change"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
    changed TEXT := CASE TG_OP WHEN 'INSERT' THEN NEW."cell_id" ELSE OLD."cell_id" END;
BEGIN
    IF EXISTS (SELECT FROM "cells" WHERE "id" = changed AND "state" IN ('succeeded', 'diverged')) THEN
        RAISE EXCEPTION 'epochs: what has come of a cell never changes (% refused)', TG_OP USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER "epochs_immutable" BEFORE INSERT OR UPDATE OR DELETE ON "epochs" FOR EACH ROW EXECUTE FUNCTION "check_epoch_change"();

-- Keeps sweep_cells.state a true copy. A statement and not a row at a time, for a sweep of a million cells is cancelled
-- in one statement. Who inserts into sweep_cells holds the cell's row lock meanwhile. A session keeps the plan it made
-- first, perhaps when the table was nearly empty: it has to be the index, or large updates become quadratic.
CREATE FUNCTION "copy_cell_state"() RETURNS TRIGGER LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    UPDATE "sweep_cells" m SET "state" = changed."state", "state_since" = now()
    FROM "changed" WHERE m."cell_id" = changed."id" AND m."state" <> changed."state";
    RETURN NULL;
END $$;

CREATE TRIGGER "cells_copy_state" AFTER UPDATE ON "cells" REFERENCING NEW TABLE AS "changed"
    FOR EACH STATEMENT EXECUTE FUNCTION "copy_cell_state"();

-- Views for people ---------------------------------------------------------------------------------------------------

-- Every axis of every cell of every sweep as a column.
CREATE VIEW "sweep_axes" AS
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
    (c."spec" #>> '{training,stop,trainAccuracy}')::DOUBLE PRECISION AS "stop_train_accuracy"
FROM "sweep_cells" m
JOIN "sweeps" s ON s."id" = m."sweep_id"
JOIN "cells" c ON c."id" = m."cell_id";

-- One wide row a cell and sweep, finished or not.
CREATE VIEW "results" AS
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
    r."finished_at"
FROM "sweep_axes" x
JOIN "cells" c ON c."id" = x."cell"
LEFT JOIN "attempts" a ON a."cell_id" = c."id" AND a."number" = c."attempt"
LEFT JOIN "cell_results" r ON r."cell_id" = c."id"
LEFT JOIN "epochs" e ON e."cell_id" = r."cell_id" AND e."epoch" = r."final_epoch";

-- The same axes, and one row an epoch.
CREATE VIEW "learning_curves" AS
SELECT
    x.*,
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
    e."images_per_second"
FROM "sweep_axes" x
JOIN "epochs" e ON e."cell_id" = x."cell";
