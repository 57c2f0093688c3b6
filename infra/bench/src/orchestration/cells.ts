import { type RunningStack, startStack } from '../running-stack.js';
import type { Spread } from '../spread.js';
import { spreadOf } from '../spread.js';
import { measureInTurn, type Trees } from './in-turn.js';
import { createTinySweeps, requireTrained } from './tiny-cells.js';

interface Opened extends RunningStack {
  readonly slots: number;
  readonly sweepOf: ReturnType<typeof createTinySweeps>;
}

export interface CellCost {
  readonly tree: string;
  readonly slots: number;
  readonly slotMs: Spread;
  readonly cellsPerSecond: Spread;
  /** How many times as fast as the first tree. */
  readonly ratio: Spread;
}

async function open(tree: string, dir: string, engine: string): Promise<Opened> {
  const stack = await startStack(dir, { tree, env: { ROTE_ENGINE: engine } });
  return { ...stack, slots: (await stack.worker()).slots, sweepOf: createTinySweeps() };
}

/** Measures how much of a slot's time real cells of nearly no work take. */
export async function measureCells(
  trees: Trees,
  { cells, engine }: { readonly cells: number; readonly engine: string },
): Promise<readonly CellCost[]> {
  const measured = await measureInTurn('cells', trees, {
    open: (tree, dir) => open(tree, dir, engine),
    async measure({ train, slots, sweepOf }, run) {
      const count = run === 0 ? Math.min(cells, 30) : cells;
      const startedAt = performance.now();
      requireTrained(await train(sweepOf(count)));
      return { slots, slotMs: ((performance.now() - startedAt) * slots) / count };
    },
  });
  const first = measured[0]?.samples ?? [];
  return measured.map(({ tree, samples }) => ({
    tree,
    slots: samples[0]!.slots,
    slotMs: spreadOf(samples.map(({ slotMs }) => slotMs))!,
    cellsPerSecond: spreadOf(samples.map(({ slots, slotMs }) => (1000 * slots) / slotMs))!,
    ratio: spreadOf(samples.map(({ slotMs }, run) => first[run]!.slotMs / slotMs))!,
  }));
}
