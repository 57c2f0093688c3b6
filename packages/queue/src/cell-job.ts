import type { DeviceDemand } from '@rote/domain';

/** What a job carries: the name of a piece of work, never its content. Postgres has the rest. */
export interface CellJob {
  readonly cellId: string;
  /** Attempts that the cell had had when the job was made; a claim counts only if this is still so. */
  readonly attempt: number;
}

/** A job and who may take it. */
export interface RoutedCellJob extends CellJob {
  /** `gpu`: consumers with a GPU alone. */
  readonly device: DeviceDemand;
}

/** A job and its place in the queue. */
export interface PrioritizedCellJob extends RoutedCellJob {
  /** −1000 … 1000; higher goes first. */
  readonly priority: number;
  /** What tools that show the queue call the job; nothing depends on it. */
  readonly title?: string;
}

/** Two jobs for the same attempt at a cell have the same id, so adding one twice adds it once. */
export const jobId = ({ cellId, attempt }: CellJob): string => `${cellId}-${String(attempt)}`;

const HIGHEST_PRIORITY = 1000;

/**
 * On BullMQ's scale: 1 goes first, and 0 means "before all priorities", so it is not used. Within a priority, a cell that
 * has been tried goes before those that have not.
 */
export const bullPriority = ({ priority, attempt }: PrioritizedCellJob): number =>
  2 * (HIGHEST_PRIORITY - priority) + (attempt > 0 ? 1 : 2);
