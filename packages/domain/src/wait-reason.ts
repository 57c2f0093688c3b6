/**
 * Why a cell is not being trained, from a program's point of view. The first reason that holds applies, in the order in
 * which a person would have to act.
 */
export const WAIT_REASONS = [
  /** It has its result. */
  'finished',
  /** No attempt remains; a person can retry it. */
  'failed',
  /** The last sweep that contained it was cancelled. */
  'cancelled',
  /** A worker trains it. */
  'running',
  /** It runs, and must make room for a cell of a higher priority. */
  'yielding',
  /** It runs, and stops because no active sweep contains it anymore. */
  'stopping',
  /** A worker has its job or its attempt, and its trainer has not begun. */
  'starting',
  /** Its worker has not been heard from: the feeder takes it back. */
  'worker-lost',
  /** Every sweep that contains it is paused. */
  'paused',
  /** It failed, and its next attempt is not due yet. */
  'back-off',
  /** Every project that wants it has used up a quota. */
  'quota',
  /** No worker is live. */
  'no-worker',
  /** It asks for a GPU, and no live worker has one. */
  'no-gpu',
  /** An operator paused the queue. */
  'queue-paused',
  /** Cells of a higher priority take all slots. */
  'behind-priority',
  /** All slots that may train it are busy. */
  'slots-busy',
  /** Its job waits in the queue, and a slot is free. */
  'in-queue',
  /** A slot is free, and the feeder is about to add its job to the queue. */
  'being-fed',
] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/** Reasons of cells that have ended or are being trained. */
const NOT_WAITING: ReadonlySet<WaitReason> = new Set<WaitReason>([
  'finished',
  'failed',
  'cancelled',
  'running',
  'yielding',
  'stopping',
]);

/** Whether a cell with this reason waits for something. */
export const isWaiting = (reason: WaitReason): boolean => !NOT_WAITING.has(reason);
