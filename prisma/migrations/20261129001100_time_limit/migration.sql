-- How long an attempt may take. A limit belongs to a sweep, not to a cell: the same cell may be in several.
ALTER TABLE "sweeps" ADD COLUMN "time_limit_seconds" INTEGER,
    ADD CONSTRAINT "sweeps_time_limit_check" CHECK ("time_limit_seconds" BETWEEN 1 AND 31536000);

COMMENT ON COLUMN "sweeps"."time_limit_seconds" IS 'Seconds that one attempt at a cell of the sweep may take; NULL for as long as it likes. A cell in several active sweeps has the longest of their limits, and none if one of them has none.';

ALTER TABLE "cells" DROP CONSTRAINT "cells_failure_check",
    ADD CONSTRAINT "cells_failure_check" CHECK ("failure_class" IN ('crash', 'out-of-memory', 'engine', 'data', 'timeout', 'time-limit', 'lost-worker', 'bug'));
ALTER TABLE "attempts" DROP CONSTRAINT "attempts_failure_class_check",
    ADD CONSTRAINT "attempts_failure_class_check" CHECK ("failure_class" IN ('crash', 'out-of-memory', 'engine', 'data', 'timeout', 'time-limit', 'lost-worker', 'bug'));
