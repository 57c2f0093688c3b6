-- A cell does not name its kept images: what they depend on is in its spec. The version is that of
-- keptImagesInputs in packages/domain. Seeds that they do not depend on are not in inputs.
CREATE OR REPLACE FUNCTION has_kept_images(spec JSONB, inputs JSONB)
RETURNS BOOLEAN LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT inputs -> 'version' = '1' AND spec -> 'dataset' = inputs -> 'dataset'
        AND spec -> 'corruption' = inputs -> 'corruption'
        AND spec #> '{regularizer, augmentation}' = inputs -> 'augmentation'
        AND coalesce(inputs #> '{seeds, labels}' = coalesce(spec #> '{seeds, labels}', spec -> 'seed'), true)
        AND coalesce(inputs #> '{seeds, pixels}' = coalesce(spec #> '{seeds, pixels}', spec -> 'seed'), true)
        AND coalesce(inputs #> '{seeds, order}' = coalesce(spec #> '{seeds, order}', spec -> 'seed'), true)
$$;

COMMENT ON FUNCTION has_kept_images(jsonb, jsonb) IS
    'Whether images that were kept for these inputs are those of a cell with this spec.';
