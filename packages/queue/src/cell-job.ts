import type { DeviceRequirement } from '@rote/domain';

/** What a job carries: the name of the work, never its content. The rest is in Postgres. */
export interface CellJob {
  readonly cellId: string;
  /** How many attempts the cell had had when the job was made; a claim counts only if this is still true. */
  readonly attempt: number;
}

/** Whether the data of a job are a cell's: a person can put others into the queue with BullMQ's tools. */
export const isCellJob = (data: unknown): data is CellJob =>
  typeof data === 'object' &&
  data !== null &&
  'cellId' in data &&
  typeof data.cellId === 'string' &&
  'attempt' in data &&
  Number.isSafeInteger(data.attempt);

/** A job and who may take it. */
export interface RoutedCellJob extends CellJob {
  /** `gpu`: only for consumers with a GPU. */
  readonly device: DeviceRequirement;
}

/** A job and its place in the queue. */
export interface PrioritizedCellJob extends RoutedCellJob {
  /** −1000 … 1000; higher goes first. */
  readonly priority: number;
  /** The job's name in tools that show the queue; nothing depends on it. */
  readonly title?: string;
}

/** Two jobs for the same attempt at a cell have the same id, so a job added twice is queued once. */
export const jobId = ({ cellId, attempt }: CellJob): string => `${cellId}-${String(attempt)}`;

const HIGHEST_PRIORITY = 1000;

/**
 * On BullMQ's scale 1 goes first, and 0 means "before all priorities", so it is not used. Within a priority, cells that
 * have been tried before go ahead of the others.
 */
export const bullPriority = ({ priority, attempt }: PrioritizedCellJob): number =>
  2 * (HIGHEST_PRIORITY - priority) + (attempt > 0 ? 1 : 2);
