-- The axes of a cell's spec that have existed from the start. Every view of cells takes all of them from here, so a new
-- axis is named once. Postgres inlines the function, and evaluates only the expressions that a query asks for.
CREATE OR REPLACE FUNCTION training_axes(spec JSONB)
RETURNS TABLE (
    weight_decay DOUBLE PRECISION, dropout DOUBLE PRECISION, augmentation TEXT, patience INTEGER, seed BIGINT,
    dataset TEXT, train_images INTEGER, test_images INTEGER, subset_seed BIGINT, preprocessing TEXT,
    epochs_limit INTEGER, batch_size INTEGER, learning_rate DOUBLE PRECISION, momentum DOUBLE PRECISION,
    decay DOUBLE PRECISION, decay_steps INTEGER, stop_train_loss DOUBLE PRECISION,
    stop_train_accuracy DOUBLE PRECISION
) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT
        (spec #>> '{regularizer,weightDecay}')::DOUBLE PRECISION AS weight_decay,
        (spec #>> '{regularizer,dropout}')::DOUBLE PRECISION AS dropout,
        spec #>> '{regularizer,augmentation}' AS augmentation,
        (spec #>> '{regularizer,patience}')::INTEGER AS patience,
        (spec ->> 'seed')::BIGINT AS seed,
        spec #>> '{dataset,name}' AS dataset,
        (spec #>> '{dataset,train}')::INTEGER AS train_images,
        (spec #>> '{dataset,test}')::INTEGER AS test_images,
        (spec #>> '{dataset,subsetSeed}')::BIGINT AS subset_seed,
        spec #>> '{dataset,preprocessing}' AS preprocessing,
        (spec #>> '{training,epochs}')::INTEGER AS epochs_limit,
        (spec #>> '{training,batchSize}')::INTEGER AS batch_size,
        (spec #>> '{training,learningRate}')::DOUBLE PRECISION AS learning_rate,
        (spec #>> '{training,momentum}')::DOUBLE PRECISION AS momentum,
        (spec #>> '{training,decay}')::DOUBLE PRECISION AS decay,
        (spec #>> '{training,decaySteps}')::INTEGER AS decay_steps,
        (spec #>> '{training,stop,trainLoss}')::DOUBLE PRECISION AS stop_train_loss,
        (spec #>> '{training,stop,trainAccuracy}')::DOUBLE PRECISION AS stop_train_accuracy
$$;

COMMENT ON FUNCTION training_axes(jsonb) IS
    'The columns of the views of cells that come from a spec: regularizer, data set and training.';
