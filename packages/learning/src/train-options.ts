import type { KeptImages, KeptTensor, TrainEvent, TrainingSnapshot } from '@rote/domain';
import type { ImageCache } from './data/prepared-images.js';
import type { Compile } from './engine/program.js';
import { watchProgress } from './engine/yield-to-event-loop.js';
import type { LinearAlgebra } from './solving/linear-algebra.js';
import type { Memory } from './training/require-network-memory.js';

/** Saves the state of a run, so that a later run can resume from it. */
export interface Checkpoints {
  /** Minimum time between two snapshots, in milliseconds of the clock. */
  readonly intervalMs: number;
  /** Saves a snapshot. An error that it throws ends the training. */
  readonly save: (snapshot: TrainingSnapshot) => Promise<void>;
  /** When it aborts, the training saves a last snapshot and ends, as it does by `signal`. */
  readonly leave: AbortSignal;
}

export interface TrainOptions {
  /** Ends the training within one batch, with a RoteError `aborted`. */
  readonly signal: AbortSignal;
  /**
   * Called after each finished epoch, and at the start for each epoch of the snapshot that the run resumes from. An error
   * that it throws ends the training.
   */
  readonly onEvent: (event: TrainEvent) => void;
  /** Called before the training or solving, with some of the images as the network will see them. */
  readonly onImages?: (images: KeptImages) => void;
  /**
   * Called after every piece of work (an optimizer step, an evaluated batch, an image read, a tile of a matrix), and
   * before work of another kind, with its name.
   */
  readonly onProgress?: (doing?: string) => void;
  /** Milliseconds of a monotonic clock. */
  readonly clock: () => number;
  /**
   * 2 takes about half the memory, is slower, and gives the same result up to rounding: each mini-batch is processed in
   * two halves, and their gradients are summed. Batch normalization needs the whole batch at once, so a network that has
   * it keeps only the outputs of its modules and recomputes the rest.
   */
  readonly microBatches?: 1 | 2;
  /** How the engine runs a cell's program. Default: operation by operation. */
  readonly compile?: Compile;
  /** Needed by architectures that are solved, and for the distance of a linear network from its solution. */
  readonly linearAlgebra?: LinearAlgebra;
  /** The memory that a network may take; `undefined` if it is unknown. */
  readonly memory?: () => Promise<Memory | undefined>;
  /** Keeps images for later cells. Without it they are freed at the end of the run. */
  readonly images?: ImageCache;
  /** A snapshot to resume from: of the same cell, on the same engine, with the same options. */
  readonly resume?: TrainingSnapshot;
  readonly checkpoints?: Checkpoints;
  /**
   * Receives what the network has learned: its parameters and running statistics by name, or every tensor of its
   * solution, in float64.
   */
  readonly keepWeights?: (weights: readonly KeptTensor[]) => Promise<void>;
}

/** Aborts when the run has to end, by either signal, and carries its progress to `onProgress`. */
export const stopSignalOf = ({ signal, checkpoints, onProgress }: TrainOptions): AbortSignal =>
  watchProgress(checkpoints === undefined ? [signal] : [signal, checkpoints.leave], onProgress);
