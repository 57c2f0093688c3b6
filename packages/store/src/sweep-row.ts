import type { CellState, DeviceDemand, SweepSpec } from '@rote/domain';
import { CELL_STATES, isEnded } from '@rote/domain';

export type SweepState = 'active' | 'completed' | 'cancelled';

export interface Sweep {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  readonly spec: SweepSpec;
  readonly priority: number;
  readonly device: DeviceDemand;
  /** `completed`: every cell has ended. A later sweep that tries a failed cell again makes it `active` again. */
  readonly state: SweepState;
  readonly createdAt: Date;
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
  readonly createdAt: Date;
  readonly cancelledAt: Date | null;
  readonly cellCount: number;
  readonly cachedCount: number;
  /** States that no cell has are missing. */
  readonly counts: Readonly<Partial<Record<CellState, number>>>;
  /** When a cell last changed its state. */
  readonly changedAt: Date;
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
    state: row.cancelledAt !== null ? 'cancelled' : isCompleted ? 'completed' : 'active',
    createdAt: row.createdAt,
    endedAt: row.cancelledAt ?? (isCompleted ? row.changedAt : null),
    cells: row.cellCount,
    cached: row.cachedCount,
    counts,
  };
}
