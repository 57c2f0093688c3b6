-- The cells of a submission before it is made, so that they are collected outside of any transaction. Unlogged: after a
-- crash of the server nobody goes on with a submission.
CREATE UNLOGGED TABLE staged_cells (
  submission uuid NOT NULL,
  "position" integer NOT NULL,
  id text NOT NULL,
  spec jsonb NOT NULL,
  architecture text NOT NULL,
  corruption text NOT NULL,
  regularizer text NOT NULL,
  label_noise double precision NOT NULL,
  staged_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (submission, id)
);
COMMENT ON TABLE staged_cells IS 'Cells of submissions that are under way. What is older than a day is of a process that died, and is deleted by the next submission.';
COMMENT ON COLUMN staged_cells.submission IS 'Which submission; no sweep has it.';
COMMENT ON COLUMN staged_cells."position" IS 'Place in the sweep''s expansion, from 0.';
COMMENT ON COLUMN staged_cells.id IS 'The cell''s id.';
COMMENT ON COLUMN staged_cells.spec IS 'The cell, as in cells.spec.';
COMMENT ON COLUMN staged_cells.architecture IS 'As in cells.';
COMMENT ON COLUMN staged_cells.corruption IS 'As in cells.';
COMMENT ON COLUMN staged_cells.regularizer IS 'As in cells.';
COMMENT ON COLUMN staged_cells.label_noise IS 'As in cells.';
COMMENT ON COLUMN staged_cells.staged_at IS 'When it was collected.';
