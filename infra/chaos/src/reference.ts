import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineName, MicroBatches, SweepSpec } from '@rote/domain';
import { trainInHalfBatches } from './half-batches.js';
import type { Reference } from './history/check-history.js';
import type { StoredCell } from './history/final-rows.js';
import { readFinalRows } from './history/final-rows.js';
import { isOver, startHistory } from './history/history.js';
import type { Measured } from './history/measured.js';
import { openClient } from './stack/client.js';
import { startStack } from './stack/stack.js';
import { cellsOf } from './sweep.js';

export interface UndisturbedRun {
  /** How long it took, with its start. */
  readonly seconds: number;
  /** Returns what the cells of these final rows should have measured, with the micro batches that each ended with. */
  referenceOf(rows: Readonly<Record<string, StoredCell>>): Promise<Reference>;
}

export interface UndisturbedRunOptions {
  readonly folder: string;
  readonly template: string;
  readonly spec: SweepSpec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly engine: EngineName | undefined;
  readonly signal: AbortSignal;
}

/** Returns the micro batches of the attempt that made the cell's result; undefined if it has none. */
const microBatchesOf = (row: StoredCell | undefined): MicroBatches | undefined =>
  row?.attempts.find(({ number }) => number === row.results[0]?.attempt)?.microBatches;

/** Trains every cell once without any fault. A cell is trained in half batches only when a run asks for it. */
export async function trainReference(options: UndisturbedRunOptions): Promise<UndisturbedRun> {
  const { folder, template, spec, env, engine, signal } = options;
  const cells = cellsOf(spec);
  const startedAtMs = performance.now();
  const stack = await startStack({ folder, template, backend: 'postgres', env, signal });
  const history = startHistory({ databaseUrl: stack.databaseUrl, signal });
  try {
    await openClient(stack.apis, signal).submit(spec);
    await history.until((poll) => isOver(poll) || undefined);
    const rows = await readFinalRows(
      stack.databaseUrl,
      cells.map(({ id }) => id),
    );
    const half = new Map<string, Promise<Measured>>();
    return {
      seconds: (performance.now() - startedAtMs) / 1000,
      async referenceOf(final) {
        const reference: Record<string, Partial<Record<MicroBatches, Measured>>> = {};
        for (const each of cells) {
          const { id } = each;
          const whole = rows[id]?.results[0]?.measured;
          reference[id] = whole === undefined ? {} : { 1: whole };
          if (microBatchesOf(final[id]) !== 2) continue;
          const training = half.get(id) ?? trainInHalfBatches(each, { engine, env, folder });
          half.set(id, training);
          reference[id][2] = await training;
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
