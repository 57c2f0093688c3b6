-- A change of many sweeps, which the API makes in the background.
CREATE TABLE bulk_changes (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    action TEXT NOT NULL,
    change JSONB NOT NULL,
    actor TEXT,
    request_id TEXT,
    created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT bulk_changes_pkey PRIMARY KEY (id)
);

-- One sweep of a bulk change.
CREATE TABLE bulk_change_sweeps (
    bulk_change_id UUID NOT NULL,
    sweep_id UUID NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    claimed_until TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    message TEXT,
    ended_at TIMESTAMPTZ(6),

    CONSTRAINT bulk_change_sweeps_pkey PRIMARY KEY (bulk_change_id, sweep_id),
    CONSTRAINT bulk_change_sweeps_bulk_change_id_fkey FOREIGN KEY (bulk_change_id) REFERENCES bulk_changes (id) ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT bulk_change_sweeps_state_check CHECK (state IN ('waiting', 'done', 'refused')),
    CONSTRAINT bulk_change_sweeps_ended_check CHECK ((state = 'waiting') = (ended_at IS NULL))
);
CREATE INDEX bulk_change_sweeps_claimed_until_idx ON bulk_change_sweeps (claimed_until) WHERE state = 'waiting';

COMMENT ON TABLE bulk_changes IS 'Changes of many sweeps, which are made in the background.';
COMMENT ON COLUMN bulk_changes.id IS 'Identifies it.';
COMMENT ON COLUMN bulk_changes.action IS 'What is done to each sweep.';
COMMENT ON COLUMN bulk_changes.change IS 'What the action needs besides: a priority, or labels.';
COMMENT ON COLUMN bulk_changes.actor IS 'The id of the key that asked for it; NULL without one.';
COMMENT ON COLUMN bulk_changes.request_id IS 'The request that asked for it.';
COMMENT ON COLUMN bulk_changes.created_at IS 'When it was asked for; its sweeps were chosen then.';
COMMENT ON TABLE bulk_change_sweeps IS 'The sweeps of bulk changes, and what came of each.';
COMMENT ON COLUMN bulk_change_sweeps.bulk_change_id IS 'The bulk change.';
COMMENT ON COLUMN bulk_change_sweeps.sweep_id IS 'The sweep.';
COMMENT ON COLUMN bulk_change_sweeps.state IS 'waiting, done or refused.';
COMMENT ON COLUMN bulk_change_sweeps.claimed_until IS 'While it waits: no other process makes the change before this time.';
COMMENT ON COLUMN bulk_change_sweeps.message IS 'Why it was refused.';
COMMENT ON COLUMN bulk_change_sweeps.ended_at IS 'When it was done or refused.';
