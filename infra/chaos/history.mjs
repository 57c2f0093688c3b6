import { setTimeout as delay } from 'node:timers/promises';
import { openWindow } from './postgres-window.mjs';

const POLL_MS = 150;

/** Of every cell its state, and of every result a hash of all its columns and of its curve. */
const LOOK = `
  SELECT c.id, c.state, c.attempt, c.worker_id, (
    SELECT md5(to_jsonb(r)::text || coalesce(jsonb_agg(to_jsonb(e) ORDER BY e.epoch)::text, ''))
    FROM cell_results r LEFT JOIN epochs e ON e.cell_id = r.cell_id WHERE r.cell_id = c.id GROUP BY r.cell_id, r.*
  ) AS result
  FROM cells c ORDER BY c.id`;

/** Looks at Postgres from submission to end, whatever becomes of the server meanwhile. */
export function startHistory({ databaseUrl, signal }) {
  const window = openWindow(databaseUrl);
  const polls = [];
  let listeners = [];
  const stopping = new AbortController();

  const look = async () => {
    const rows = await window.query(LOOK);
    const cells = rows.map(([id, state, attempt, workerId, result]) => ({
      id,
      state,
      attempt,
      workerId,
      result,
    }));
    const poll = { atMs: Date.now(), cells };
    polls.push(poll);
    for (const listener of [...listeners]) listener(poll);
    return poll;
  };
  const run = async () => {
    while (!stopping.signal.aborted) {
      await look().catch(() => undefined);
      await delay(POLL_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = run();

  return {
    polls,
    look,
    /** Waits until what is seen has something to it: until `find` returns a value that is not undefined. */
    until: (find) =>
      new Promise((resolve, reject) => {
        const forget = () => {
          listeners = listeners.filter((other) => other !== listener);
          signal.removeEventListener('abort', onAbort);
        };
        const listener = (poll) => {
          const found = find(poll);
          if (found === undefined) return;
          forget();
          resolve(found);
        };
        const onAbort = () => {
          forget();
          reject(signal.reason);
        };
        listeners.push(listener);
        signal.addEventListener('abort', onAbort, { once: true });
        if (signal.aborted) onAbort();
      }),
    async stop() {
      stopping.abort();
      await ended;
      await window.close();
    },
  };
}
