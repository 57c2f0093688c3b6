import type { CellState, DeviceRequirement, SweepSpec, SweepState } from '@rote/domain';
import { CELL_STATES, hasSweepEnded, sweepState } from '@rote/domain';

export interface Sweep {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  /** The name of the project that it is in. */
  readonly project: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Empty if there are none. */
  readonly notes: string;
  readonly spec: SweepSpec;
  readonly priority: number;
  readonly device: DeviceRequirement;
  /** Whether the final weights of its cells are kept. */
  readonly keepWeights: boolean;
  /** Time limit for an attempt at one of its cells; `null` means no limit. */
  readonly timeLimitSeconds: number | null;
  readonly state: SweepState;
  readonly createdAt: Date;
  /** `null` if it is not paused. */
  readonly pausedAt: Date | null;
  /** `null` if it is not archived. */
  readonly archivedAt: Date | null;
  /** Counts the changes that people made to its name, notes, labels, priority or place. */
  readonly revision: number;
  /** When it was cancelled, or its last cell ended. */
  readonly endedAt: Date | null;
  /** Number of its cells. */
  readonly cells: number;
  /** Number of its cells that already had their result when it was submitted. */
  readonly cached: number;
  readonly counts: Readonly<Record<CellState, number>>;
  /** How long its cells have run since they are in it, those that run now included. */
  readonly slotSeconds: number;
  /** Train images per second of its running cells, in the last epoch of each; `null` if none has finished one. */
  readonly imagesPerSecond: number | null;
}

export interface SweepRow {
  readonly id: string;
  readonly name: string;
  readonly project: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly notes: string;
  readonly spec: SweepSpec;
  readonly priority: number;
  readonly device: DeviceRequirement;
  readonly keepWeights: boolean;
  readonly timeLimitSeconds: number | null;
  readonly createdAt: Date;
  readonly pausedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly archivedAt: Date | null;
  readonly revision: number;
  readonly cellCount: number;
  readonly cachedCount: number;
  /** Number of its cells by state. Omits states that no cell has. */
  readonly counts: Readonly<Partial<Record<CellState, number>>>;
  /** When a cell last changed its state. */
  readonly changedAt: Date;
  readonly slotSeconds: number;
  readonly imagesPerSecond: number | null;
}

export function toSweep(row: SweepRow): Sweep {
  const counts = Object.fromEntries(CELL_STATES.map((state) => [state, row.counts[state] ?? 0])) as Record<
    CellState,
    number
  >;
  const state = sweepState({
    isCancelled: row.cancelledAt !== null,
    isPaused: row.pausedAt !== null,
    counts,
  });
  return {
    id: row.id,
    name: row.name,
    project: row.project,
    labels: row.labels,
    notes: row.notes,
    spec: row.spec,
    priority: row.priority,
    device: row.device,
    keepWeights: row.keepWeights,
    timeLimitSeconds: row.timeLimitSeconds,
    state,
    createdAt: row.createdAt,
    pausedAt: row.pausedAt,
    archivedAt: row.archivedAt,
    revision: row.revision,
    endedAt: row.cancelledAt ?? (hasSweepEnded(state) ? row.changedAt : null),
    cells: row.cellCount,
    cached: row.cachedCount,
    counts,
    slotSeconds: row.slotSeconds,
    imagesPerSecond: row.imagesPerSecond,
  };
}
