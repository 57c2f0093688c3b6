-- Every change that a person makes has an audit entry in its transaction.
CREATE OR REPLACE FUNCTION note_sweep_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.object !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
        RETURN NULL;
    END IF;
    INSERT INTO event_outbox (type, sweep_id, data)
    SELECT
        CASE NEW.action
            WHEN 'sweep.submit' THEN 'sweep.submitted'
            WHEN 'sweep.pause' THEN 'sweep.paused'
            WHEN 'sweep.resume' THEN 'sweep.resumed'
            WHEN 'sweep.cancel' THEN 'sweep.cancelled'
            WHEN 'sweep.delete' THEN 'sweep.deleted'
            ELSE 'sweep.changed'
        END,
        s.id,
        CASE NEW.action
            WHEN 'sweep.submit' THEN jsonb_build_object('name', s.name, 'cells', s.cell_count, 'cached', s.cached_count)
            WHEN 'sweep.pause' THEN '{}'
            WHEN 'sweep.resume' THEN '{}'
            WHEN 'sweep.cancel' THEN '{}'
            WHEN 'sweep.delete' THEN jsonb_build_object('name', s.name)
            ELSE jsonb_build_object('action', NEW.action)
        END
    FROM sweeps s WHERE s.id = NEW.object::UUID;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION note_sweep_change() IS 'Trigger: notes in event_outbox what a person did to a sweep.';
