-- What is queued and runs is little, whatever the number of cells, so this is cheap, and the feeder reads it in each turn.
CREATE OR REPLACE VIEW project_usage AS
WITH active AS (
    SELECT c.project, count(*) FILTER (WHERE c.state = 'queued') AS queued, count(*) FILTER (WHERE c.state = 'running') AS running,
        coalesce(sum(greatest(0, extract(epoch FROM now() - greatest(c.started_at, date_trunc('month', now(), 'UTC')))))
            FILTER (WHERE c.state = 'running'), 0)::DOUBLE PRECISION AS seconds
    FROM cells c WHERE c.state IN ('queued', 'running') GROUP BY c.project
), used AS (
    SELECT p.name AS project, p.share, p.max_queued_cells, p.slot_hours,
        coalesce(a.queued, 0)::INTEGER AS queued, coalesce(a.running, 0)::INTEGER AS running,
        CASE WHEN p.name <> 'default' THEN (coalesce(m.seconds, 0) + coalesce(a.seconds, 0)) / 3600 END AS slot_hours_used
    FROM projects p
    LEFT JOIN active a ON a.project = p.name
    LEFT JOIN project_months m ON m.project = p.name AND m.month = (date_trunc('month', now() AT TIME ZONE 'UTC'))::DATE
)
SELECT used.*, CASE
        WHEN slot_hours_used >= slot_hours THEN 0
        WHEN max_queued_cells IS NOT NULL THEN greatest(0, max_queued_cells - queued - running)
    END AS room
FROM used;

COMMENT ON VIEW project_usage IS 'Each project with its share, its quotas, and how much of them is used now.';
COMMENT ON COLUMN project_usage.project IS 'The name of the project.';
COMMENT ON COLUMN project_usage.share IS
    'Its share of the slots, in proportion to those of other projects that have cells of the same priority waiting.';
COMMENT ON COLUMN project_usage.max_queued_cells IS 'Quota: the most cells queued or running at once; null for none.';
COMMENT ON COLUMN project_usage.slot_hours IS 'Quota: the hours of slots per calendar month (UTC); null for none.';
COMMENT ON COLUMN project_usage.queued IS 'Its cells that are queued.';
COMMENT ON COLUMN project_usage.running IS 'Its cells that are running.';
COMMENT ON COLUMN project_usage.slot_hours_used IS
    'The hours of slots that its attempts have taken since the month began (UTC), those of running ones included; null for default, for which they are not counted.';
COMMENT ON COLUMN project_usage.room IS
    'How many more of its cells can be queued now: 0 if a quota is used up; null if there is no limit.';
