-- Projects: whose sweeps wait for whom, and how much each may have. Every sweep that exists is in the project "default".
CREATE TABLE projects (
    name TEXT NOT NULL,
    share INTEGER NOT NULL DEFAULT 1,
    max_queued_cells INTEGER,
    slot_hours DOUBLE PRECISION,
    created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    fair_clock DOUBLE PRECISION NOT NULL DEFAULT 0,
    mean_seconds DOUBLE PRECISION,

    CONSTRAINT projects_pkey PRIMARY KEY (name),
    CONSTRAINT projects_name_check CHECK (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    CONSTRAINT projects_share_check CHECK (share BETWEEN 1 AND 1000),
    CONSTRAINT projects_max_queued_cells_check CHECK (max_queued_cells >= 0),
    CONSTRAINT projects_slot_hours_check CHECK (slot_hours >= 0 AND slot_hours <= 1e9),
    CONSTRAINT projects_default_check CHECK (name <> 'default' OR (max_queued_cells IS NULL AND slot_hours IS NULL))
);
INSERT INTO projects (name) VALUES ('default');

CREATE TABLE project_months (
    project TEXT NOT NULL,
    month DATE NOT NULL,
    seconds DOUBLE PRECISION NOT NULL,

    CONSTRAINT project_months_pkey PRIMARY KEY (project, month),
    CONSTRAINT project_months_project_fkey FOREIGN KEY (project) REFERENCES projects (name) ON DELETE CASCADE ON UPDATE RESTRICT
);

ALTER TABLE sweeps ADD COLUMN project TEXT NOT NULL DEFAULT 'default',
    ADD CONSTRAINT sweeps_project_fkey FOREIGN KEY (project) REFERENCES projects (name) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE INDEX sweeps_project_created_at_id_idx ON sweeps (project, created_at DESC, id DESC);

-- These have no foreign keys: what a revoked key was for, and who paid for an attempt, may outlive the project.
ALTER TABLE api_keys ADD COLUMN project TEXT;
ALTER TABLE cells ADD COLUMN project TEXT NOT NULL DEFAULT 'default';
ALTER TABLE attempts ADD COLUMN project TEXT NOT NULL DEFAULT 'default';

-- The body is in prisma/functions, as that of every function.
CREATE FUNCTION charge_project() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'prisma/functions/charge_project.sql has not been applied';
END $$;
CREATE TRIGGER attempts_charge_project AFTER UPDATE OF ended_at ON attempts FOR EACH ROW
    WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION charge_project();

COMMENT ON TABLE projects IS 'Projects: each sweep is in one. "default" always exists and has no quota.';
COMMENT ON COLUMN projects.name IS 'Its name.';
COMMENT ON COLUMN projects.share IS 'Its share of the slots: a whole number in proportion to those of other projects that have cells waiting.';
COMMENT ON COLUMN projects.max_queued_cells IS 'Quota: the most cells queued or running at once; NULL for none.';
COMMENT ON COLUMN projects.slot_hours IS 'Quota: the hours of slots per calendar month (UTC); NULL for none.';
COMMENT ON COLUMN projects.created_at IS 'When it was made.';
COMMENT ON COLUMN projects.fair_clock IS 'The seconds of slots that its ended attempts took, divided by its share, from a common start: the project whose clock is lowest goes next.';
COMMENT ON COLUMN projects.mean_seconds IS 'How long its attempts take, as a moving average; NULL if none has ended.';
COMMENT ON TABLE project_months IS 'The time that attempts of projects took, by calendar month (UTC).';
COMMENT ON COLUMN project_months.project IS 'The project.';
COMMENT ON COLUMN project_months.month IS 'The first day of the month.';
COMMENT ON COLUMN project_months.seconds IS 'Seconds of slots that ended attempts took in that month.';
COMMENT ON COLUMN sweeps.project IS 'The project that it is in, from its submission on.';
COMMENT ON COLUMN api_keys.project IS 'The only project whose sweeps it can submit or change; NULL for all.';
COMMENT ON COLUMN cells.project IS 'The project that the cell was last queued for: that one pays for its attempt.';
COMMENT ON COLUMN attempts.project IS 'The project that pays for it.';
