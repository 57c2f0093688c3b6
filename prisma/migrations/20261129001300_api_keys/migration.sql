-- Who may use the API. Rows are never deleted: a key that is revoked or expired stays known.
CREATE TABLE api_keys (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    key_sha256 TEXT NOT NULL,
    scopes TEXT[] NOT NULL,
    created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ(6),
    last_used_at TIMESTAMPTZ(6),
    revoked_at TIMESTAMPTZ(6),

    CONSTRAINT api_keys_pkey PRIMARY KEY (id),
    CONSTRAINT api_keys_id_check CHECK (id ~ '^[0-9a-f]{12}$'),
    CONSTRAINT api_keys_sha256_check CHECK (key_sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT api_keys_scopes_check CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'submit', 'operate', 'sql', 'admin'])
);

COMMENT ON TABLE api_keys IS 'The keys of the API: who may use it, and for what.';
COMMENT ON COLUMN api_keys.id IS 'The public part of the key, between rote_ and the secret: twelve hexadecimal digits.';
COMMENT ON COLUMN api_keys.name IS 'What a person called it.';
COMMENT ON COLUMN api_keys.key_sha256 IS 'SHA-256 of the whole key, in hex. The key itself is stored nowhere.';
COMMENT ON COLUMN api_keys.scopes IS 'What it allows: read, submit, operate, sql, admin.';
COMMENT ON COLUMN api_keys.created_at IS 'When it was made.';
COMMENT ON COLUMN api_keys.expires_at IS 'When it stops working; NULL for never.';
COMMENT ON COLUMN api_keys.last_used_at IS 'When a request last presented it, to within a minute; NULL before the first.';
COMMENT ON COLUMN api_keys.revoked_at IS 'When it was revoked; NULL if it was not.';
