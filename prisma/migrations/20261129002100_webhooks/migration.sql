-- Addresses to which events are sent.
CREATE TABLE webhooks (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    url TEXT NOT NULL,
    types TEXT[] NOT NULL,
    sweep_id UUID,
    secret TEXT NOT NULL,
    created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    last_event_id BIGINT NOT NULL,

    CONSTRAINT webhooks_pkey PRIMARY KEY (id),
    CONSTRAINT webhooks_types_check CHECK (cardinality(types) > 0)
);

-- One event for one webhook. It has all of the event, which is deleted earlier than a delivery may be repeated.
CREATE TABLE webhook_deliveries (
    webhook_id UUID NOT NULL,
    event_id BIGINT NOT NULL,
    type TEXT NOT NULL,
    happened_at TIMESTAMPTZ(6) NOT NULL,
    sweep_id UUID NOT NULL,
    data JSONB NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending',
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    last_status INTEGER,
    last_error TEXT,
    ended_at TIMESTAMPTZ(6),

    CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (webhook_id, event_id),
    CONSTRAINT webhook_deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks (id) ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT webhook_deliveries_state_check CHECK (state IN ('pending', 'delivered', 'failed'))
);
CREATE INDEX webhook_deliveries_next_attempt_at_idx ON webhook_deliveries (next_attempt_at) WHERE state = 'pending';

COMMENT ON TABLE webhooks IS 'Addresses to which events are sent.';
COMMENT ON COLUMN webhooks.id IS 'Identifies it.';
COMMENT ON COLUMN webhooks.url IS 'Where events are sent.';
COMMENT ON COLUMN webhooks.types IS 'The types of events that are sent.';
COMMENT ON COLUMN webhooks.sweep_id IS 'Only events of this sweep; NULL for those of all sweeps.';
COMMENT ON COLUMN webhooks.secret IS 'The key of its signatures: whsec_ and 32 bytes in base64. A signature needs the key itself, so no hash is enough.';
COMMENT ON COLUMN webhooks.created_at IS 'When it was made; only later events are sent.';
COMMENT ON COLUMN webhooks.last_event_id IS 'Events up to this one have their deliveries.';
COMMENT ON TABLE webhook_deliveries IS 'Events that are or were sent to webhooks.';
COMMENT ON COLUMN webhook_deliveries.webhook_id IS 'The webhook.';
COMMENT ON COLUMN webhook_deliveries.event_id IS 'The id of the event.';
COMMENT ON COLUMN webhook_deliveries.type IS 'What happened.';
COMMENT ON COLUMN webhook_deliveries.happened_at IS 'When it happened.';
COMMENT ON COLUMN webhook_deliveries.sweep_id IS 'The sweep.';
COMMENT ON COLUMN webhook_deliveries.data IS 'What the type does not say.';
COMMENT ON COLUMN webhook_deliveries.state IS 'pending, delivered or failed.';
COMMENT ON COLUMN webhook_deliveries.attempts IS 'How often it was sent, or tried to be.';
COMMENT ON COLUMN webhook_deliveries.next_attempt_at IS 'While it is pending: not sent before this time. While it is being sent, when another process may take over.';
COMMENT ON COLUMN webhook_deliveries.last_status IS 'The HTTP status of the last answer; NULL if there was none.';
COMMENT ON COLUMN webhook_deliveries.last_error IS 'Why the last attempt failed; NULL if it did not.';
COMMENT ON COLUMN webhook_deliveries.ended_at IS 'When it was delivered, or given up.';
