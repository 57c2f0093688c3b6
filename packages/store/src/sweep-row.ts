import type { CellState, DeviceDemand, SweepSpec } from '@rote/domain';
import { CELL_STATES, isEnded } from '@rote/domain';

export type SweepState = 'active' | 'paused' | 'completed' | 'cancelled';

export interface Sweep {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  readonly spec: SweepSpec;
  readonly priority: number;
  readonly device: DeviceDemand;
  /** Whether the final weights of its cells are kept. */
  readonly keepWeights: boolean;
  /** `completed`: every cell has ended. Where a failed cell is tried again, the sweep goes on as it was before. */
  readonly state: SweepState;
  readonly createdAt: Date;
  /** `null` where it was not paused, or has been resumed. */
  readonly pausedAt: Date | null;
  /** When it was cancelled, or its last cell ended. */
  readonly endedAt: Date | null;
  /** Number of its cells. */
  readonly cells: number;
  /** Those that had their result when it was submitted. */
  readonly cached: number;
  readonly counts: Readonly<Record<CellState, number>>;
}

export interface SweepRow {
  readonly id: string;
  readonly name: string;
  readonly spec: SweepSpec;
  readonly priority: number;
  readonly device: DeviceDemand;
  readonly keepWeights: boolean;
  readonly createdAt: Date;
  readonly pausedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly cellCount: number;
  readonly cachedCount: number;
  /** States that no cell has are missing. */
  readonly counts: Readonly<Partial<Record<CellState, number>>>;
  /** When a cell last changed its state. */
  readonly changedAt: Date;
}

function stateOf({ cancelledAt, pausedAt }: SweepRow, isCompleted: boolean): SweepState {
  if (cancelledAt !== null) return 'cancelled';
  if (isCompleted) return 'completed';
  return pausedAt === null ? 'active' : 'paused';
}

export function toSweep(row: SweepRow): Sweep {
  const counts = Object.fromEntries(CELL_STATES.map((state) => [state, row.counts[state] ?? 0])) as Record<
    CellState,
    number
  >;
  const isCompleted = CELL_STATES.every((state) => isEnded(state) || counts[state] === 0);
  return {
    id: row.id,
    name: row.name,
    spec: row.spec,
    priority: row.priority,
    device: row.device,
    keepWeights: row.keepWeights,
    state: stateOf(row, isCompleted),
    createdAt: row.createdAt,
    pausedAt: row.pausedAt,
    endedAt: row.cancelledAt ?? (isCompleted ? row.changedAt : null),
    cells: row.cellCount,
    cached: row.cachedCount,
    counts,
  };
}
