import type { Architecture } from './architectures/index.js';
import type { Training } from './cell.js';
import type { CellState } from './cell-state.js';
import type { Corruption } from './corruptions/index.js';
import type { CellDataset } from './datasets/index.js';
import type { Regularizer } from './regularizers/index.js';
import type { ReportRows } from './report-rows.js';
import type { SweepState } from './sweep-state.js';

/** Cells that one kind of engine has finished. */
export interface EngineUse {
  readonly engine: string;
  readonly engineVersion: string;
  readonly device: string;
  readonly deviceName: string;
  readonly cells: number;
}

/** How the cells of a sweep are trained: each distinct value that one of them has. */
export interface SweepMethods {
  readonly datasets: readonly CellDataset[];
  readonly corruptions: readonly Corruption[];
  readonly architectures: readonly Architecture[];
  readonly regularizers: readonly Regularizer[];
  readonly trainings: readonly { readonly architecture: string; readonly training: Training }[];
  readonly seeds: { readonly count: number; readonly least: number; readonly greatest: number };
  /** Whether some cells have seeds of individual purposes. */
  readonly hasSeedOverrides: boolean;
  /** Whether some cells are tested on corrupted labels. */
  readonly hasCorruptedTestLabels: boolean;
  /** Whether some cells leave out a train image. */
  readonly leavesOut: boolean;
  readonly engines: readonly EngineUse[];
  /** When its first and its last result arrived, by the database's clock; `null` without results. */
  readonly firstFinishedAt: Date | null;
  readonly lastFinishedAt: Date | null;
}

/** Everything that a report states about a sweep, as of one moment. */
export interface SweepReport {
  readonly id: string;
  readonly name: string;
  readonly state: SweepState;
  readonly createdAt: Date;
  readonly cells: number;
  readonly counts: Readonly<Record<CellState, number>>;
  readonly methods: SweepMethods;
  readonly rows: ReportRows;
}
