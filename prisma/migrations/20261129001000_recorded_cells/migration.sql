-- The cells of an architecture that ended last: what estimates go by.
CREATE INDEX cells_recorded_idx ON cells (architecture, ended_at DESC) WHERE state IN ('succeeded', 'diverged');
