import { setTimeout as delay } from 'node:timers/promises';
import type { Engine, KeptTensor, TrainingSnapshot } from '@rote/domain';
import { canonicalJson, describeError, RoteError, sha256Hex } from '@rote/domain';
import { openStorage } from '@rote/storage';
import type { CheckpointSettings, TrainerMessage, WorkerMessage } from '@rote/trainer-protocol';
import { createCheckpointStore } from '@rote/checkpoints';

export interface TrainerCheckpointsOptions extends CheckpointSettings {
  readonly engine: Engine;
  readonly send: (message: TrainerMessage) => void;
}

type TrainMessage = Extract<WorkerMessage, { type: 'train' }>;

/** One cell's checkpoints, as its training uses them. A snapshot that cannot be saved is only a warning. */
export interface CellCheckpoints {
  readonly intervalMs: number;
  /** Returns the snapshot to resume from, or undefined to start from scratch. */
  load(signal: AbortSignal): Promise<TrainingSnapshot | undefined>;
  readonly save: (snapshot: TrainingSnapshot) => Promise<void>;
  /** @throws RoteError `storage-unavailable`: the sweep asked for the weights, so a warning is not enough */
  readonly keepWeights: (weights: readonly KeptTensor[]) => Promise<void>;
  /** The address of the weights; `null` if they were not kept. */
  weights(): string | null;
}

export interface TrainerCheckpoints {
  of(message: TrainMessage): CellCheckpoints;
}

/** Losing touch with the storage for a moment must not cost hours of training. */
const LOAD_TRIES = 4;
const LOAD_PAUSE_MS = 3000;

/**
 * Only the same engine, kind of device and number of micro-batches may resume from a snapshot: any other would produce
 * bits that differ from those of an undisturbed run.
 */
const runKey = (engine: Engine, { microBatches }: TrainMessage): string =>
  sha256Hex(canonicalJson({ engine, microBatches })).slice(0, 16);

export function openTrainerCheckpoints({
  url,
  intervalMs,
  engine,
  send,
}: TrainerCheckpointsOptions): TrainerCheckpoints {
  const onWarning = (message: string): void => {
    send({ type: 'warning', message });
  };
  const store = createCheckpointStore({ storage: openStorage(url), onWarning });

  return {
    of(message) {
      const { cellId, cell } = message;
      const run = runKey(engine, message);
      let weightsAt: string | null = null;
      return {
        intervalMs,
        async load(signal) {
          for (let tries = 1; ; tries++) {
            try {
              return await store.loadLatest(cellId, run);
            } catch (error) {
              if (!(error instanceof RoteError) || !error.retryable) throw error;
              if (tries === LOAD_TRIES) {
                onWarning(`The cell starts from scratch: ${describeError(error)}`);
                return undefined;
              }
              await delay(LOAD_PAUSE_MS, undefined, { signal });
            }
          }
        },
        async save(snapshot) {
          try {
            const { bytes } = await store.save(cellId, run, snapshot);
            send({ type: 'saved', step: snapshot.step, bytes });
          } catch (error) {
            onWarning(`No checkpoint at step ${String(snapshot.step)}: ${describeError(error)}`);
          }
        },
        async keepWeights(weights) {
          weightsAt = await store.saveWeights(cellId, weights, {
            cell: canonicalJson(cell),
            engine: canonicalJson(engine),
          });
        },
        weights: () => weightsAt,
      };
    },
  };
}
