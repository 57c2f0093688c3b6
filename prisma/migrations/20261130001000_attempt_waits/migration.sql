-- How long cells wait for a worker. An attempt copies the moment, because the cell's own is overwritten when it returns to pending.
ALTER TABLE attempts ADD COLUMN available_at TIMESTAMPTZ(6);

-- The history of the queues reads the attempts of the last hours.
CREATE INDEX attempts_started_at_idx ON attempts (started_at);
CREATE INDEX attempts_ended_at_idx ON attempts (ended_at) WHERE ended_at IS NOT NULL;

COMMENT ON COLUMN attempts.available_at IS
    'Since when it could have started: its cell was submitted, returned to pending, or due again; NULL in older rows and imported ones.';
