-- Where the clock of a sweep began, so that sweeps of equal priority take turns by the time of slots that they had. NULL until it takes
-- part, and again when it has paused or its priority has changed.
ALTER TABLE sweeps ADD COLUMN fair_start DOUBLE PRECISION;

COMMENT ON COLUMN sweeps.fair_start IS
    'Its clock is this plus the seconds of slots that its cells had: the sweep of a project whose clock is lowest goes next. NULL until it takes part.';
