-- What people write on a sweep after they have submitted it. Its spec stays as it was.
ALTER TABLE "sweeps" ADD COLUMN "labels" JSONB NOT NULL DEFAULT '{}',
    ADD COLUMN "notes" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "archived_at" TIMESTAMPTZ(6),
    ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 1,
    ADD CONSTRAINT "sweeps_labels_check" CHECK (jsonb_typeof("labels") = 'object');

-- Finds sweeps by label: labels @> '{"key": "value"}' and labels ? 'key'.
CREATE INDEX "sweeps_labels_idx" ON "sweeps" USING GIN ("labels");

COMMENT ON COLUMN "sweeps"."labels" IS 'Labels by key; each value is text.';
COMMENT ON COLUMN "sweeps"."notes" IS 'What a person noted about the sweep; empty if nothing.';
COMMENT ON COLUMN "sweeps"."archived_at" IS 'When it was archived; NULL if it is in the usual list. Its results stay.';
COMMENT ON COLUMN "sweeps"."revision" IS 'Counts the changes of name, notes, labels, priority and archived_at, so that two people do not overwrite each other.';
