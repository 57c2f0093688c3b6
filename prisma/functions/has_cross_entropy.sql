CREATE OR REPLACE FUNCTION has_cross_entropy(architecture TEXT) RETURNS BOOLEAN LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT architecture !~ '^(linear|kernel|memorizer)'
$$;

COMMENT ON FUNCTION has_cross_entropy(text) IS
    'Whether the losses of an architecture are cross-entropies, in nats; those of the others are half squares.';
