import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openClient } from './client.mjs';
import { readFinalRows } from './final-rows.mjs';
import { trainInHalfBatches } from './half-batches.mjs';
import { startHistory } from './history.mjs';
import { startStack } from './stack.mjs';
import { cellsOf } from './sweep.mjs';

/**
 * Trains every cell once with nothing in its way. What a cell yields in half batches is found out where a run asks.
 */
export async function trainReference({ folder, template, spec, env, engine, signal }) {
  const cells = cellsOf(spec);
  const startedAtMs = performance.now();
  const stack = await startStack({ folder, template, backend: 'postgres', env, signal });
  const history = startHistory({ databaseUrl: stack.databaseUrl, signal });
  try {
    await openClient(stack.apis, signal).submit(spec);
    await history.until(
      ({ cells: seen }) => (seen.length > 0 && seen.every(({ result }) => result !== null)) || undefined,
    );
    const rows = await readFinalRows(
      stack.databaseUrl,
      cells.map(({ id }) => id),
    );
    const whole = new Map(cells.map(({ id }) => [id, rows[id].results[0].measured]));
    const half = new Map();
    return {
      seconds: (performance.now() - startedAtMs) / 1000,
      /** What the cells of these final rows should have measured, each by the micro batches that it ended with. */
      async of(final) {
        const reference = {};
        for (const { id, cell } of cells) {
          reference[id] = { 1: whole.get(id) };
          const [result] = final[id]?.results ?? [];
          const attempt = final[id]?.attempts.find(({ number }) => number === result?.attempt);
          if (attempt?.microBatches !== 2) continue;
          if (!half.has(id)) half.set(id, trainInHalfBatches({ id, cell }, { engine, folder }));
          reference[id][2] = await half.get(id);
        }
        return reference;
      },
    };
  } finally {
    await history.stop();
    await stack.stop();
    await rm(join(folder, 'postgres'), { recursive: true, force: true });
  }
}
