-- A large sweep is cancelled at once, and its pending cells after that, some at a time.
ALTER TABLE sweeps ADD COLUMN cancelling_from INTEGER;

COMMENT ON COLUMN sweeps.cancelling_from IS
    'Of a cancelled sweep whose cells are still being cancelled, the position of the next one; NULL for all others.';
