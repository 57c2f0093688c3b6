CREATE OR REPLACE FUNCTION combination_of(spec JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT left(md5(combination_spec(spec)::TEXT), 8)
$$;

COMMENT ON FUNCTION combination_of(jsonb) IS 'Digest of combination_spec.';
