CREATE OR REPLACE FUNCTION settings_of(spec JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT left(md5(settings_spec(spec)::TEXT), 8)
$$;

COMMENT ON FUNCTION settings_of(jsonb) IS 'Digest of settings_spec.';
