-- The axes that came later: seeds for single purposes, labels, and features of solved models. See training_axes.
-- Neither calls a function of Rote's: Postgres would look for it in the search path of the query.
CREATE OR REPLACE FUNCTION further_axes(spec JSONB)
RETURNS TABLE (
    label_seed BIGINT, pixel_seed BIGINT, init_seed BIGINT, order_seed BIGINT, test_labels TEXT, leave_out INTEGER,
    excludes_true_class BOOLEAN, gamma DOUBLE PRECISION, filters INTEGER, filter_side INTEGER, folder TEXT
) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT
        coalesce(spec #>> '{seeds,labels}', spec ->> 'seed')::BIGINT AS label_seed,
        coalesce(spec #>> '{seeds,pixels}', spec ->> 'seed')::BIGINT AS pixel_seed,
        coalesce(spec #>> '{seeds,init}', spec ->> 'seed')::BIGINT AS init_seed,
        coalesce(spec #>> '{seeds,order}', spec ->> 'seed')::BIGINT AS order_seed,
        coalesce(spec ->> 'testLabels', 'clean') AS test_labels,
        (spec ->> 'leaveOut')::INTEGER AS leave_out,
        coalesce((spec #>> '{corruption,excludeTrueClass}')::BOOLEAN, false) AS excludes_true_class,
        (spec #>> '{architecture,gamma}')::DOUBLE PRECISION AS gamma,
        (spec #>> '{architecture,features,filters}')::INTEGER AS filters,
        (spec #>> '{architecture,features,side}')::INTEGER AS filter_side,
        spec #>> '{dataset,folder}' AS folder
$$;

COMMENT ON FUNCTION further_axes(jsonb) IS
    'Columns of the views of cells that come from a spec: seeds, labels, features and folder.';
