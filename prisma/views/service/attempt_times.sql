-- Who trained a cell, and what went wrong, is not for everyone who may ask.
CREATE OR REPLACE VIEW attempt_times AS
SELECT a.cell_id AS cell, a.number AS attempt, a.engine, a.device, a.project, a.available_at, a.started_at, a.ended_at, a.outcome
FROM attempts a;

COMMENT ON VIEW attempt_times IS 'When each attempt at a cell could begin, began and ended: how long cells waited and ran.';
COMMENT ON COLUMN attempt_times.attempt IS 'Number of the attempt at its cell, counted from 1.';
COMMENT ON COLUMN attempt_times.engine IS 'Engine that trained the cell.';
COMMENT ON COLUMN attempt_times.device IS 'gpu or cpu.';
COMMENT ON COLUMN attempt_times.project IS 'The project that pays for it.';
COMMENT ON COLUMN attempt_times.available_at IS 'Since when it could have started.';
COMMENT ON COLUMN attempt_times.started_at IS 'When it began.';
COMMENT ON COLUMN attempt_times.ended_at IS 'When it ended; null before.';
COMMENT ON COLUMN attempt_times.outcome IS 'succeeded, diverged, failed, released or cancelled; null before it ends.';
