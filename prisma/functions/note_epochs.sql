-- Of several epochs reported together, only the last is an event. An epoch that a cell has already reached is not an event: the
-- result of a cell repeats its last epoch. The column cells.epoch is written after the epochs.
CREATE OR REPLACE FUNCTION note_epochs() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event_outbox (type, sweep_id, data)
    SELECT 'epoch.finished', m.sweep_id, jsonb_build_object(
        'cell', r.cell_id, 'attempt', r.attempt, 'epoch', r.epoch,
        'trainLoss', CASE WHEN abs(r.train_loss) < 'Infinity' THEN r.train_loss END,
        'trainAccuracy', r.train_accuracy, 'testAccuracy', r.test_accuracy)
    FROM (SELECT DISTINCT ON (cell_id) * FROM reported ORDER BY cell_id, epoch DESC) r
    JOIN cells c ON c.id = r.cell_id AND c.state = 'running' AND c.epoch < r.epoch
    JOIN sweep_cells m ON m.cell_id = r.cell_id
    JOIN sweeps s ON s.id = m.sweep_id AND s.cancelled_at IS NULL;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION note_epochs() IS 'Trigger: notes in event_outbox which epoch a running cell has finished.';
