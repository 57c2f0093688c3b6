-- Records what an attempt has produced, in one trip and one transaction: where it began, epochs, its result; what is NULL is
-- not recorded. Nothing but a count of late writes changes if the attempt is not its cell's running one.
-- The store has the same fence for attempts that fail or are returned: lockRunning in attempts.ts. Columns with a default must be
-- named here, because a row made from JSON has NULL for what the JSON lacks.
-- A session keeps the plans it made first, perhaps when the tables were nearly empty: they must use the indexes.
CREATE OR REPLACE FUNCTION record_attempt(
    of_cell TEXT, of_attempt INTEGER, began JSONB, reports JSONB, measured JSONB, ended JSONB
) RETURNS BOOLEAN LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    reached INTEGER := (SELECT max((report ->> 'epoch')::INTEGER) FROM jsonb_array_elements(reports) AS report);
BEGIN
    PERFORM FROM cells WHERE id = of_cell AND attempt = of_attempt AND state = 'running' FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        UPDATE attempts SET late_writes = late_writes + 1 WHERE cell_id = of_cell AND number = of_attempt;
        RETURN false;
    END IF;
    IF began IS NOT NULL THEN
        IF ended IS NULL THEN
            UPDATE attempts SET first_step = (began ->> 'step')::INTEGER WHERE cell_id = of_cell AND number = of_attempt;
        END IF;
        -- Before its epochs: those that the cell has reached are not new.
        UPDATE cells SET epoch = (began ->> 'epoch')::INTEGER WHERE id = of_cell AND epoch <> (began ->> 'epoch')::INTEGER;
    END IF;
    IF reached IS NOT NULL THEN
        INSERT INTO epochs
        SELECT each.* FROM jsonb_array_elements(reports) AS report,
            jsonb_populate_record(NULL::epochs, report || jsonb_build_object(
                'cell_id', of_cell, 'attempt', of_attempt, 'recorded_at', now())) AS each
        ON CONFLICT (cell_id, epoch) DO UPDATE SET
            attempt = excluded.attempt, step = excluded.step,
            train_loss = excluded.train_loss, train_accuracy = excluded.train_accuracy,
            clean_train_loss = excluded.clean_train_loss, clean_train_accuracy = excluded.clean_train_accuracy,
            corrupted_train_loss = excluded.corrupted_train_loss,
            corrupted_train_accuracy = excluded.corrupted_train_accuracy,
            test_loss = excluded.test_loss, test_accuracy = excluded.test_accuracy,
            best_test_accuracy = excluded.best_test_accuracy, learning_rate = excluded.learning_rate,
            gradient_norm = excluded.gradient_norm, weight_norm = excluded.weight_norm,
            seconds = excluded.seconds, images_per_second = excluded.images_per_second;
        DELETE FROM measures WHERE cell_id = of_cell
            AND epoch IN (SELECT (report ->> 'epoch')::INTEGER FROM jsonb_array_elements(reports) AS report);
        INSERT INTO measures (cell_id, epoch, attempt, name, value)
        SELECT of_cell, epoch, of_attempt, name, value
        FROM jsonb_to_recordset(measured) AS measure (epoch INTEGER, name TEXT, value DOUBLE PRECISION);
    END IF;
    -- An earlier attempt may have reported later epochs, which do not belong to this run.
    DELETE FROM epochs
    WHERE cell_id = of_cell AND attempt < of_attempt AND epoch > coalesce((ended ->> 'epochs')::INTEGER, reached);
    IF ended IS NOT NULL THEN
        INSERT INTO cell_results
        SELECT result.* FROM jsonb_populate_record(NULL::cell_results, ended || jsonb_build_object(
            'cell_id', of_cell, 'attempt', of_attempt, 'finished_at', now())) AS result;
        INSERT INTO example_records
        SELECT records.* FROM jsonb_populate_record(NULL::example_records, ended -> 'examples' || jsonb_build_object(
            'cell_id', of_cell, 'attempt', of_attempt)) AS records
        WHERE ended ? 'examples';
        UPDATE cells SET state = ended ->> 'outcome', epoch = (ended ->> 'epochs')::INTEGER, ended_at = now(),
            failure_class = NULL, failure_message = NULL
        WHERE id = of_cell;
        UPDATE attempts SET outcome = ended ->> 'outcome', ended_at = now(),
            first_step = coalesce((began ->> 'step')::INTEGER, first_step)
        WHERE cell_id = of_cell AND number = of_attempt;
    ELSIF reached IS NOT NULL THEN
        UPDATE cells SET epoch = greatest(epoch, reached) WHERE id = of_cell;
    END IF;
    RETURN true;
END $$;

COMMENT ON FUNCTION record_attempt(text,integer,jsonb,jsonb,jsonb,jsonb) IS
    'For workers: records where an attempt began, epochs and its result; false if it is not its cell''s running one.';
