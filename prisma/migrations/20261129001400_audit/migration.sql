-- Who changed what. Entries are never changed or deleted.
CREATE TABLE audit_entries (
    id BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY,
    made_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    request_id TEXT,
    details JSONB NOT NULL,

    CONSTRAINT audit_entries_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_entries_object_id_idx ON audit_entries (object, id DESC);

CREATE FUNCTION refuse_audit_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'prisma/functions/refuse_audit_change.sql has not been applied';
END $$;
CREATE TRIGGER audit_entries_immutable BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

COMMENT ON TABLE audit_entries IS 'Every change that people and their programs made: who, what, when. Its view is audit_log.';
COMMENT ON COLUMN audit_entries.id IS 'In the order of the changes, with gaps.';
COMMENT ON COLUMN audit_entries.made_at IS 'When the transaction of the change began.';
COMMENT ON COLUMN audit_entries.actor IS 'The id of the key that asked for it; local if none was needed or it was made at the host.';
COMMENT ON COLUMN audit_entries.action IS 'What was done, such as sweep.cancel.';
COMMENT ON COLUMN audit_entries.object IS 'The id of the sweep or key.';
COMMENT ON COLUMN audit_entries.request_id IS 'The x-request-id of the request, which is in the log too; NULL if there was none.';
COMMENT ON COLUMN audit_entries.details IS 'What the action does not say, such as the new priority. No secret.';
