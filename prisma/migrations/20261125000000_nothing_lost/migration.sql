-- What a person does to a sweep that runs, attempts that go on where the last one stopped, and writes that are fenced
-- off here too, whatever a program does.

-- Sweeps -------------------------------------------------------------------------------------------------------------

-- A property of the sweep and not of its cells: they stay the same experiments. While it is paused, a sweep asks for
-- nothing.
ALTER TABLE "sweeps" ADD COLUMN "keep_weights" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "paused_at" TIMESTAMPTZ(6);

-- How many changes people have made to sweeps, and up to which of them the queue has been filled. Whoever changes a
-- sweep counts last of all, and holds this one row until its transaction has ended: changes have their numbers in the
-- order in which they can be seen. Times and sequences have not.
CREATE TABLE "sweep_changes" (
    "only" BOOLEAN NOT NULL DEFAULT true,
    "made" INTEGER NOT NULL DEFAULT 0,
    "fed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "sweep_changes_pkey" PRIMARY KEY ("only"),
    CONSTRAINT "sweep_changes_only_check" CHECK ("only")
);

INSERT INTO "sweep_changes" DEFAULT VALUES;

-- Cells tried before go first --------------------------------------------------------------------------------------

ALTER TABLE "sweep_cells" ADD COLUMN "tried" BOOLEAN NOT NULL DEFAULT false;
UPDATE "sweep_cells" m SET "tried" = true FROM "cells" c WHERE c."id" = m."cell_id" AND c."attempt" > 0;

CREATE INDEX "sweep_cells_pending_idx" ON "sweep_cells" ("sweep_id", "tried" DESC, "position") WHERE "state" = 'pending';

-- As before, and whether the cell has been tried: an attempt begins with a change of the state.
CREATE OR REPLACE FUNCTION "copy_cell_state"() RETURNS TRIGGER LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    UPDATE "sweep_cells" m SET "state" = changed."state", "state_since" = now(), "tried" = changed."attempt" > 0
    FROM "changed" WHERE m."cell_id" = changed."id" AND m."state" <> changed."state";
    RETURN NULL;
END $$;

-- Running cells that shall make room ---------------------------------------------------------------------------------

ALTER TABLE "cells" ADD COLUMN "yield_asked" BOOLEAN NOT NULL DEFAULT false,
    ADD CONSTRAINT "cells_yield_check" CHECK (NOT "yield_asked" OR "state" = 'running');

-- As before; whichever way a cell stops running, it has made room.
CREATE OR REPLACE FUNCTION "check_cell_transition"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM "cell_transitions" WHERE "from_state" = OLD."state" AND "to_state" = NEW."state") THEN
        RAISE EXCEPTION 'cell %: a % cell cannot become %', OLD."id", OLD."state", NEW."state" USING ERRCODE = 'check_violation';
    END IF;
    IF NEW."state" IN ('succeeded', 'diverged') AND NOT EXISTS (
        SELECT FROM "cell_results" r WHERE r."cell_id" = NEW."id" AND r."attempt" = NEW."attempt" AND r."outcome" = NEW."state"
    ) THEN
        RAISE EXCEPTION 'cell %: attempt % has no result of a % cell', NEW."id", NEW."attempt", NEW."state" USING ERRCODE = 'check_violation';
    END IF;
    NEW."yield_asked" := false;
    RETURN NEW;
END $$;

-- Attempts and what they report --------------------------------------------------------------------------------------

-- The optimiser step at which it began: 0 from the start, more where it went on from a checkpoint.
ALTER TABLE "attempts" ADD COLUMN "first_step" INTEGER,
    ADD CONSTRAINT "attempts_first_step_check" CHECK ("first_step" >= 0);

-- The address of the final weights.
ALTER TABLE "cell_results" ADD COLUMN "weights" TEXT;

-- What an attempt reports counts only while it is its cell's running one. The lock is the one that the store holds
-- anyway; without it, a write could be judged by what the cell was a moment ago.
CREATE FUNCTION "check_attempt_runs"(cell TEXT, number INTEGER) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM "cells" WHERE "id" = cell AND "attempt" = number AND "state" = 'running' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'cell %: attempt % is not the one that runs', cell, number USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION "check_epoch_change"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM "cells" WHERE "id" IN (OLD."cell_id", NEW."cell_id") AND "state" IN ('succeeded', 'diverged')) THEN
        RAISE EXCEPTION 'epochs: what has come of a cell never changes (% refused)', TG_OP USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM "check_attempt_runs"(NEW."cell_id", NEW."attempt");
    RETURN NEW;
END $$;

CREATE FUNCTION "check_new_result"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "check_attempt_runs"(NEW."cell_id", NEW."attempt");
    RETURN NEW;
END $$;

CREATE TRIGGER "cell_results_fenced" BEFORE INSERT ON "cell_results" FOR EACH ROW EXECUTE FUNCTION "check_new_result"();

-- How an attempt ended is never written anew; what was learned of it afterwards may be added.
CREATE TRIGGER "attempts_immutable" BEFORE UPDATE ON "attempts" FOR EACH ROW
    WHEN (OLD."outcome" IS NOT NULL AND
        to_jsonb(OLD) - '{late_writes,gpu_memory_mb}'::TEXT[] IS DISTINCT FROM to_jsonb(NEW) - '{late_writes,gpu_memory_mb}'::TEXT[])
    EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "attempts_kept" BEFORE DELETE ON "attempts" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- As before, and where the final weights are.
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
    a."micro_batches",
    r."weights"
FROM "sweep_axes" x
JOIN "cells" c ON c."id" = x."cell"
LEFT JOIN "attempts" a ON a."cell_id" = c."id" AND a."number" = c."attempt"
LEFT JOIN "cell_results" r ON r."cell_id" = c."id"
LEFT JOIN "epochs" e ON e."cell_id" = r."cell_id" AND e."epoch" = r."final_epoch";
