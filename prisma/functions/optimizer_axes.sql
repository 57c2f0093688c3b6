-- The axes of the optimizer, at the end of the views of cells, where they came when there was a choice. SGD has its momentum
-- among the fields of its training, and in a column; what is solved takes no steps. See further_axes.
CREATE OR REPLACE FUNCTION optimizer_axes(spec JSONB)
RETURNS TABLE (optimizer TEXT, optimizer_options TEXT) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT
        CASE
            WHEN spec #>> '{architecture,kind}' IN ('kernel', 'memorizer')
                OR spec #>> '{architecture,solver,kind}' = 'min-norm' THEN NULL
            ELSE coalesce(spec #>> '{training,optimizer,kind}', 'sgd')
        END AS optimizer,
        ((spec #> '{training,optimizer}') - 'kind')::TEXT AS optimizer_options
$$;

COMMENT ON FUNCTION optimizer_axes(jsonb) IS 'The columns of the views of cells that say how steps are taken.';
