import type pg from 'pg';

/** The advisory lock of the process that moves events. It is held for one transaction at a time. */
const LOCK = 0x72_6f_74_66;

/** A Rote instance in another schema of the database has its own lock. */
const TRY_TO_LOCK = `SELECT pg_try_advisory_xact_lock(CASE current_schema() WHEN 'public' THEN $1::bigint
  ELSE (hashtext(current_schema())::bigint << 32) | $1::bigint END) AS locked`;

/**
 * Moves what has committed from the outbox to the events, and adds what follows from it: the counts of each sweep whose cells
 * changed, and which sweeps have ended. One statement, so all of it is from one snapshot: the counts are those after exactly
 * these changes, and a sweep ends with the change that leaves it without work, whatever else commits in the meantime. Counts are
 * those of the sweep's last event plus the changes since; they are counted again if there is none, or if its cells may be others.
 */
const MOVE = `WITH taken AS (
    DELETE FROM event_outbox RETURNING id, happened_at, type, sweep_id, data
  ), steps AS (
    SELECT sweep_id, step.state, sum(step.cells) AS cells
    FROM taken CROSS JOIN LATERAL (VALUES
      (data ->> 'from', -coalesce((data ->> 'cells')::int, 1)), (data ->> 'to', coalesce((data ->> 'cells')::int, 1))
    ) AS step (state, cells)
    WHERE type IN ('cell.changed', 'cells.changed') GROUP BY 1, 2
  ), touched AS (
    SELECT sweep_id, max(id) AS place, max(happened_at) AS happened_at,
      bool_or(type IN ('sweep.submitted', 'sweep.changed')) AS is_other,
      bool_or(type = 'sweep.cancelled') AS is_cancelled,
      bool_or(type = 'sweep.submitted' OR data ->> 'to' IN ('succeeded', 'diverged', 'failed', 'cancelled')) AS may_end
    FROM taken WHERE type NOT IN ('epoch.finished', 'sweep.paused', 'sweep.resumed') GROUP BY sweep_id
  ), counted AS (
    SELECT t.*, s.name, s.cancelled_at, coalesce(CASE WHEN earlier.counts IS NULL OR t.is_other THEN (
        SELECT jsonb_object_agg(g.state, g.cells) FROM (
          SELECT m.state, count(*) AS cells FROM sweep_cells m WHERE m.sweep_id = t.sweep_id GROUP BY m.state) g
      ) ELSE (
        SELECT jsonb_object_agg(g.state, g.cells) FROM (
          SELECT b.state, sum(b.cells) AS cells FROM (
            SELECT key AS state, value::int AS cells FROM jsonb_each_text(earlier.counts)
            UNION ALL SELECT state, cells FROM steps WHERE steps.sweep_id = t.sweep_id) b
          GROUP BY b.state HAVING sum(b.cells) <> 0) g
      ) END, '{}') AS counts
    FROM touched t JOIN sweeps s ON s.id = t.sweep_id LEFT JOIN LATERAL (
      SELECT e.data -> 'counts' AS counts FROM events e
      WHERE e.sweep_id = t.sweep_id AND e.type = 'sweep.counts' ORDER BY e.id DESC LIMIT 1
    ) earlier ON true
  ), moved AS (
    SELECT id AS place, 0 AS turn, happened_at, type, sweep_id, data FROM taken
    UNION ALL
    SELECT place, 1, happened_at, 'sweep.counts', sweep_id, jsonb_build_object('counts', counts) FROM counted
    UNION ALL
    SELECT place, 2, happened_at, 'sweep.ended', sweep_id, jsonb_build_object('name', name, 'state', CASE
      WHEN is_cancelled THEN 'cancelled' WHEN counts - 'failed' = '{}' THEN 'failed' ELSE 'completed' END)
    FROM counted
    WHERE is_cancelled OR (may_end AND cancelled_at IS NULL AND NOT counts ?| ARRAY['pending', 'queued', 'running'])
  )
  INSERT INTO events (happened_at, type, sweep_id, data)
  SELECT happened_at, type, sweep_id, data FROM moved ORDER BY place, turn`;

/**
 * Moves events from the outbox to where they are read, unless another process is doing so. Ids are drawn while the lock is
 * held, and the lock is held until they are committed.
 */
export async function sequenceEvents(client: pg.ClientBase): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  try {
    // A statement of its own: the next one sees all that was committed before it got the lock.
    const { rows } = await client.query<{ locked: boolean }>(TRY_TO_LOCK, [LOCK]);
    if (rows[0]?.locked === true) await client.query(MOVE);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
