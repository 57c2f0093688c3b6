import { type Spread, spreadOf } from '../spread.js';
import { type StandInStack, startStandInStack } from '../stand-in/stack.js';
import { measureInTurn, type Trees } from './in-turn.js';
import { createTinySweeps, secondsOf } from './tiny-cells.js';

export interface StatementCount {
  readonly tree: string;
  /** SQL statements a cell, from its submission to its result, with those of the feeder and of heartbeats. */
  readonly statements: Spread;
}

interface Opened extends StandInStack {
  readonly sweepOf: ReturnType<typeof createTinySweeps>;
}

/** Counts the SQL statements of cells without work. */
export async function countStatements(
  trees: Trees,
  { cells, workers }: { readonly cells: number; readonly workers: number },
): Promise<readonly StatementCount[]> {
  const measured = await measureInTurn('statements', trees, {
    async open(tree, dir): Promise<Opened> {
      const options = { tree, dir, workers: { count: workers, slots: 1 }, countStatements: true };
      return { ...(await startStandInStack(options)), sweepOf: createTinySweeps() };
    },
    async measure(stack, run) {
      const count = run === 0 ? Math.min(cells, 50) : cells;
      const before = await stack.statements();
      await secondsOf(stack, stack.sweepOf(count));
      return ((await stack.statements()) - before) / count;
    },
  });
  return measured.map(({ tree, samples }) => ({ tree, statements: spreadOf(samples)! }));
}
