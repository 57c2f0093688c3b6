-- Charges an attempt that has ended to its project. With only one project there is nothing to compare, and no row that all
-- workers would wait for. For the clock, an attempt takes at least a second, as it does from the queue to its first step.
CREATE OR REPLACE FUNCTION charge_project() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
    started TIMESTAMP := NEW.started_at AT TIME ZONE 'UTC';
    ended TIMESTAMP := greatest(started, NEW.ended_at AT TIME ZONE 'UTC');
    took DOUBLE PRECISION := extract(epoch FROM ended - started);
BEGIN
    IF NOT EXISTS (SELECT FROM projects WHERE name <> 'default') THEN
        RETURN NULL;
    END IF;
    UPDATE projects SET fair_clock = fair_clock + greatest(1, took) / share,
        mean_seconds = coalesce(0.9 * mean_seconds + 0.1 * took, took)
    WHERE name = NEW.project;
    INSERT INTO project_months (project, month, seconds)
    SELECT p.name, m.start::DATE, extract(epoch FROM least(ended, m.start + interval '1 month') - greatest(started, m.start))
    FROM projects p, generate_series(date_trunc('month', started), ended, interval '1 month') AS m (start)
    WHERE p.name = NEW.project AND p.name <> 'default'
    ON CONFLICT (project, month) DO UPDATE SET seconds = project_months.seconds + excluded.seconds;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION charge_project() IS 'Trigger: charges an attempt that has ended to its project.';
