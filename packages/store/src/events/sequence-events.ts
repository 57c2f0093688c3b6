import type pg from 'pg';
import { SEQUENCE_LOCK, sequenceKey } from './lock-sequence.js';

const TRY_TO_LOCK = `SELECT pg_try_advisory_xact_lock(${sequenceKey('$1')}) AS locked`;

/**
 * Moves what has committed from the outbox to the events, and adds what follows from it: the counts of each sweep whose cells
 * changed, and which sweeps have ended. Adds the steps that have committed to the tallies. One statement, so all of it is from one
 * snapshot: the counts are those after exactly these changes, and a sweep ends with the change that leaves it without work, whatever
 * else commits in the meantime.
 */
const MOVE = `WITH taken AS (
    DELETE FROM event_outbox RETURNING id, happened_at, type, sweep_id, data
  ), taken_steps AS (
    DELETE FROM tally_steps RETURNING sweep_id, state, cells, slot_seconds, changed_at
  ), steps AS (
    SELECT sweep_id, state, sum(cells) AS cells, sum(slot_seconds) AS slot_seconds, max(changed_at) AS changed_at
    FROM taken_steps WHERE sweep_id IS NULL OR EXISTS (SELECT FROM sweeps s WHERE s.id = taken_steps.sweep_id)
    GROUP BY sweep_id, state
  ), tallied AS (
    INSERT INTO tallies AS t (sweep_id, state, cells, slot_seconds, changed_at)
    SELECT sweep_id, state, cells, slot_seconds, changed_at FROM steps
    ON CONFLICT (sweep_id, state) DO UPDATE SET cells = t.cells + excluded.cells,
      slot_seconds = t.slot_seconds + excluded.slot_seconds, changed_at = greatest(t.changed_at, excluded.changed_at)
  ), touched AS (
    SELECT sweep_id, max(id) AS place, max(happened_at) AS happened_at,
      bool_or(type = 'sweep.cancelled') AS is_cancelled,
      bool_or(type = 'sweep.submitted' OR data ->> 'to' IN ('succeeded', 'diverged', 'failed', 'cancelled')) AS may_end
    FROM taken WHERE type NOT IN ('epoch.finished', 'sweep.paused', 'sweep.resumed') GROUP BY sweep_id
  ), counted AS (
    SELECT t.*, s.name, s.cancelled_at, coalesce((
        SELECT jsonb_object_agg(g.state, g.cells) FROM (
          SELECT b.state, sum(b.cells) AS cells FROM (
            SELECT state, cells FROM tallies WHERE tallies.sweep_id = t.sweep_id
            UNION ALL SELECT state, cells FROM steps WHERE steps.sweep_id = t.sweep_id) b
          GROUP BY b.state HAVING sum(b.cells) <> 0) g
      ), '{}') AS counts
    FROM touched t JOIN sweeps s ON s.id = t.sweep_id
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
 * Moves events from the outbox to where they are read, and steps to the tallies, unless another process is doing so. Ids are drawn while the lock is
 * held, and the lock is held until they are committed.
 */
export async function sequenceEvents(client: pg.ClientBase): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  try {
    // A statement of its own: the next one sees all that was committed before it got the lock.
    const { rows } = await client.query<{ locked: boolean }>(TRY_TO_LOCK, [SEQUENCE_LOCK]);
    if (rows[0]?.locked === true) await client.query(MOVE);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
