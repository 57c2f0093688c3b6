import { RoteError } from '@rote/domain';
import { type Spread, spreadOf } from '../spread.js';
import { type StandInStack, startStandInStack } from '../stand-in/stack.js';
import { measureInTurn, type Trees } from './in-turn.js';
import { createTinySweeps, secondsOf } from './tiny-cells.js';

/** So many cells that sleep, on one worker. */
export interface SleepingCells {
  readonly cells: number;
  readonly sleepMs: number;
  readonly slots: number;
}

/**
 * Parses cells that sleep: `40x1000x2` is 40 cells of 1000 ms on 2 slots.
 *
 * @throws RoteError `config-invalid`
 */
export function parseSleepingCells(text: string): SleepingCells {
  const [cells, sleepMs, slots] = (/^(\d+)x(\d+)x(\d+)$/.exec(text) ?? []).slice(1).map(Number);
  if (cells === undefined || sleepMs === undefined || slots === undefined)
    throw new RoteError(
      'config-invalid',
      `--sleep ${text} is not CELLSxMILLISECONDSxSLOTS, such as 40x1000x2`,
    );
  return { cells, sleepMs, slots };
}

export interface Overhead extends SleepingCells {
  readonly tree: string;
  /** How much longer than ideal the sweep took, in percent. */
  readonly percent: Spread;
}

interface Opened extends StandInStack {
  readonly sweepOf: ReturnType<typeof createTinySweeps>;
}

/** Measures how much longer than ideal cells that sleep take, from the request that submits them to the last result. */
export async function measureOverhead(trees: Trees, sleeping: SleepingCells): Promise<readonly Overhead[]> {
  const { cells, sleepMs, slots } = sleeping;
  const ideal = (Math.ceil(cells / slots) * sleepMs) / 1000;
  const measured = await measureInTurn(
    `${String(cells)} × ${String(sleepMs)} ms on ${String(slots)} slots`,
    trees,
    {
      async open(tree, dir): Promise<Opened> {
        const workers = { count: 1, slots, sleepMs };
        return { ...(await startStandInStack({ tree, dir, workers })), sweepOf: createTinySweeps() };
      },
      async measure(stack, run) {
        const seconds = await secondsOf(stack, stack.sweepOf(run === 0 ? 2 * slots : cells));
        return 100 * (seconds / ideal - 1);
      },
    },
  );
  return measured.map(({ tree, samples }) => ({ tree, ...sleeping, percent: spreadOf(samples)! }));
}
