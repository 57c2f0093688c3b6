import { openStore } from '@rote/store';
import { measuredOf } from './measured.mjs';

/** All that Postgres has of these cells at the end, as the checker takes it. */
export async function readFinalRows(databaseUrl, cellIds) {
  const store = openStore({ databaseUrl });
  try {
    const rows = {};
    for (const id of cellIds) {
      const cell = await store.cells.find(id);
      if (cell === undefined) continue;
      const stored = await store.cells.result(id);
      const curve = await store.cells.curve(id);
      const attempts = await store.cells.attempts(id);
      rows[id] = {
        state: cell.state,
        error: cell.error,
        attempts: attempts.map((attempt) => ({
          ...attempt,
          startedAtMs: attempt.startedAt.getTime(),
        })),
        results:
          stored === undefined
            ? []
            : [{ attempt: stored.attempt, measured: measuredOf(stored.result, curve) }],
      };
    }
    return rows;
  } finally {
    await store.close();
  }
}
