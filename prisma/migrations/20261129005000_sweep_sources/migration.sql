-- What a person submitted, letter by letter, so that its comments are not lost. A sweep without a row was submitted by an
-- older version or a program that has no text.
CREATE TABLE sweep_sources (
    sweep_id UUID NOT NULL,
    media_type TEXT NOT NULL,
    source TEXT NOT NULL,

    CONSTRAINT sweep_sources_pkey PRIMARY KEY (sweep_id),
    CONSTRAINT sweep_sources_sweep_id_fkey FOREIGN KEY (sweep_id) REFERENCES sweeps (id) ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT sweep_sources_media_type_check CHECK (media_type IN ('application/yaml', 'application/json')),
    -- As large as the body of a request.
    CONSTRAINT sweep_sources_size_check CHECK (octet_length(source) <= 262144)
);

COMMENT ON TABLE sweep_sources IS 'The text of a sweep as it was submitted, with its comments.';
COMMENT ON COLUMN sweep_sources.sweep_id IS 'The sweep.';
COMMENT ON COLUMN sweep_sources.media_type IS 'application/yaml or application/json.';
COMMENT ON COLUMN sweep_sources.source IS 'The text, at most 256 KiB. Submitting again with the same idempotency key keeps the first.';
