-- Every axis of every cell as a column.
CREATE OR REPLACE VIEW cell_axes AS
SELECT
    c.id AS cell,
    c.state,
    c.architecture,
    c.corruption,
    c.label_noise,
    c.regularizer,
    (c.spec #>> '{regularizer,weightDecay}')::DOUBLE PRECISION AS weight_decay,
    (c.spec #>> '{regularizer,dropout}')::DOUBLE PRECISION AS dropout,
    c.spec #>> '{regularizer,augmentation}' AS augmentation,
    (c.spec #>> '{regularizer,patience}')::INTEGER AS patience,
    (c.spec ->> 'seed')::BIGINT AS seed,
    c.spec #>> '{dataset,name}' AS dataset,
    (c.spec #>> '{dataset,train}')::INTEGER AS train_images,
    (c.spec #>> '{dataset,test}')::INTEGER AS test_images,
    (c.spec #>> '{dataset,subsetSeed}')::BIGINT AS subset_seed,
    c.spec #>> '{dataset,preprocessing}' AS preprocessing,
    (c.spec #>> '{training,epochs}')::INTEGER AS epochs_limit,
    (c.spec #>> '{training,batchSize}')::INTEGER AS batch_size,
    (c.spec #>> '{training,learningRate}')::DOUBLE PRECISION AS learning_rate,
    (c.spec #>> '{training,momentum}')::DOUBLE PRECISION AS momentum,
    (c.spec #>> '{training,decay}')::DOUBLE PRECISION AS decay,
    (c.spec #>> '{training,decaySteps}')::INTEGER AS decay_steps,
    (c.spec #>> '{training,stop,trainLoss}')::DOUBLE PRECISION AS stop_train_loss,
    (c.spec #>> '{training,stop,trainAccuracy}')::DOUBLE PRECISION AS stop_train_accuracy,
    coalesce(c.spec #>> '{seeds,labels}', c.spec ->> 'seed')::BIGINT AS label_seed,
    coalesce(c.spec #>> '{seeds,pixels}', c.spec ->> 'seed')::BIGINT AS pixel_seed,
    coalesce(c.spec #>> '{seeds,init}', c.spec ->> 'seed')::BIGINT AS init_seed,
    coalesce(c.spec #>> '{seeds,order}', c.spec ->> 'seed')::BIGINT AS order_seed,
    coalesce(c.spec ->> 'testLabels', 'clean') AS test_labels,
    (c.spec ->> 'leaveOut')::INTEGER AS leave_out,
    coalesce((c.spec #>> '{corruption,excludeTrueClass}')::BOOLEAN, false) AS excludes_true_class,
    (c.spec #>> '{architecture,gamma}')::DOUBLE PRECISION AS gamma,
    (c.spec #>> '{architecture,features,filters}')::INTEGER AS filters,
    (c.spec #>> '{architecture,features,side}')::INTEGER AS filter_side,
    c.spec #>> '{dataset,folder}' AS folder,
    settings_of(c.spec) AS settings,
    c.spec
FROM cells c;

COMMENT ON VIEW cell_axes IS 'Every axis of every distinct cell as a column.';
COMMENT ON COLUMN cell_axes.spec IS 'The cell, fully resolved, as JSON.';
