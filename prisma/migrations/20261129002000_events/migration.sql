-- What happened to sweeps and their cells, for those who listen. Triggers note it in event_outbox, in the transaction in which it
-- happens. Transactions commit in another order than they draw ids, so a reader that remembers the last id of the outbox would miss
-- events. Therefore one process at a time moves what has committed to events, and holds a lock until its own commit: a reader that sees
-- an event sees all with lower ids.
CREATE TABLE event_outbox (
    id BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY,
    happened_at TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    type TEXT NOT NULL,
    sweep_id UUID NOT NULL,
    data JSONB NOT NULL,

    CONSTRAINT event_outbox_pkey PRIMARY KEY (id)
);

CREATE TABLE events (
    id BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY,
    happened_at TIMESTAMPTZ(6) NOT NULL,
    type TEXT NOT NULL,
    sweep_id UUID NOT NULL,
    data JSONB NOT NULL,

    CONSTRAINT events_pkey PRIMARY KEY (id)
);
CREATE INDEX events_sweep_id_id_idx ON events (sweep_id, id);

CREATE FUNCTION note_epochs() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'prisma/functions/note_epochs.sql has not been applied';
END $$;
CREATE TRIGGER epochs_noted_new AFTER INSERT ON epochs REFERENCING NEW TABLE AS reported
    FOR EACH STATEMENT EXECUTE FUNCTION note_epochs();
CREATE TRIGGER epochs_noted_again AFTER UPDATE ON epochs REFERENCING NEW TABLE AS reported
    FOR EACH STATEMENT EXECUTE FUNCTION note_epochs();

CREATE FUNCTION note_sweep_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'prisma/functions/note_sweep_change.sql has not been applied';
END $$;
CREATE TRIGGER audit_entries_noted AFTER INSERT ON audit_entries FOR EACH ROW
    WHEN (NEW.action LIKE 'sweep.%') EXECUTE FUNCTION note_sweep_change();

COMMENT ON TABLE event_outbox IS 'What happened and is not yet in events, not in the order in which it was committed.';
COMMENT ON COLUMN event_outbox.id IS 'In the order in which it happened within a transaction, and of one cell.';
COMMENT ON COLUMN event_outbox.happened_at IS 'When it happened.';
COMMENT ON COLUMN event_outbox.type IS 'What happened, such as cell.changed.';
COMMENT ON COLUMN event_outbox.sweep_id IS 'The sweep; a cell of two sweeps has an event for each.';
COMMENT ON COLUMN event_outbox.data IS 'What the type does not say.';
COMMENT ON TABLE events IS 'What happened to sweeps and their cells, for a week. Read by GET /v1/events.';
COMMENT ON COLUMN events.id IS 'In the order in which events became visible, with gaps.';
COMMENT ON COLUMN events.happened_at IS 'When it happened.';
COMMENT ON COLUMN events.type IS 'What happened, such as cell.changed.';
COMMENT ON COLUMN events.sweep_id IS 'The sweep; a cell of two sweeps has an event for each.';
COMMENT ON COLUMN events.data IS 'What the type does not say.';
