import { createHash } from 'node:crypto';
import { describeError, type KeptTensor, RoteError, type TrainingSnapshot } from '@rote/domain';
import type { ObjectStorage } from '@rote/storage';
import { encodeSafetensors } from './safetensors.js';
import { decodeSnapshot, encodeSnapshot } from './snapshot-file.js';

export interface CheckpointStoreOptions {
  readonly storage: ObjectStorage;
  /** Called with a message when something failed and was worked around. */
  readonly onWarning: (message: string) => void;
}

/**
 * Keeps the snapshots of training runs, and their final weights:
 *
 *     CELL/RUN/STEP-SHA256.safetensors    checkpoints, the newest two of each run
 *     CELL/weights-SHA256.safetensors     final weights
 *
 * A run stands for an engine, its version, its device and a number of micro-batches: resuming from a snapshot of another
 * run would not give the same bits. Concurrent writers write different names or the same bytes, so nothing takes a lock.
 *
 * @throws RoteError `storage-unavailable` (retryable), from every method, if the storage cannot be used
 */
export interface CheckpointStore {
  /** Saves a snapshot and removes those that are now too old. A failed removal is only a warning. */
  save(cellId: string, run: string, snapshot: TrainingSnapshot): Promise<SavedCheckpoint>;
  /** Returns the newest intact snapshot, or undefined if there is none. Warns of each damaged one. */
  loadLatest(cellId: string, run: string): Promise<TrainingSnapshot | undefined>;
  /** Saves final weights and returns their address, a `file://` or an `s3://` URL. */
  saveWeights(
    cellId: string,
    tensors: readonly KeptTensor[],
    metadata: Readonly<Record<string, string>>,
  ): Promise<string>;
  /** Removes all checkpoints of a cell, but not its weights. */
  discard(cellId: string): Promise<void>;
  /**
   * Discards the checkpoints of the cells that `disposable` returns, and all objects of those that `deleted` returns. Both are called
   * with one page of ids at a time, and `deleted` once more before the objects of a cell are removed. Any number of processes may do so
   * at once. A cell whose training begins in the meantime may lose a checkpoint, but nothing else.
   */
  collect(questions: { readonly disposable: ChooseCells; readonly deleted: ChooseCells }): Promise<void>;
}

type ChooseCells = (cellIds: readonly string[]) => Promise<readonly string[]>;

interface SavedCheckpoint {
  readonly name: string;
  /** Length in bytes. */
  readonly bytes: number;
}

/** The newest, and one to fall back on if it is damaged. */
const KEPT = 2;
/** Lets names sort by step. At one step per millisecond, a run needs thirty years to outgrow it. */
const STEP_DIGITS = 12;
const CELL_ID = /^[\da-f]{64}$/;
const CHECKPOINT = /^[^/]+\/[^/]+\/(?<step>\d{12})-(?<sha256>[\da-f]{64})\.safetensors$/;

export function createCheckpointStore({ storage, onWarning }: CheckpointStoreOptions): CheckpointStore {
  /** Damaged checkpoints stay for inspection until there is a newer one, but the store never falls back on them. */
  const damaged = new Set<string>();

  const listCheckpoints = async (prefix: string): Promise<readonly string[]> =>
    (await storage.list(prefix)).filter((name) => CHECKPOINT.test(name));

  async function removeOld(folder: string, written: string): Promise<void> {
    try {
      const names = await listCheckpoints(folder);
      const kept = names.filter((name) => !damaged.has(name)).slice(-KEPT);
      for (const name of names) {
        if (name === written || kept.includes(name)) continue;
        await storage.remove(name);
        damaged.delete(name);
      }
    } catch (error) {
      onWarning(`Old checkpoints stay until the next one is written: ${describeError(error)}`);
    }
  }

  async function discard(cellId: string): Promise<void> {
    for (const name of await listCheckpoints(`${cellId}/`)) await storage.remove(name);
  }

  return {
    async save(cellId, run, snapshot) {
      const bytes = encodeSnapshot({ run, snapshot });
      const folder = `${cellId}/${run}/`;
      const step = String(snapshot.step).padStart(STEP_DIGITS, '0');
      const name = `${folder}${step}-${sha256(bytes)}.safetensors`;
      await storage.write(name, bytes);
      damaged.delete(name);
      await removeOld(folder, name);
      return { name, bytes: bytes.length };
    },
    async loadLatest(cellId, run) {
      for (const name of (await listCheckpoints(`${cellId}/${run}/`)).toReversed()) {
        const bytes = await storage.read(name);
        // Another attempt has removed it in the meantime.
        if (bytes === undefined) continue;
        try {
          return readCheckpoint(name, run, bytes);
        } catch (error) {
          damaged.add(name);
          const what = `The checkpoint ${storage.locate(name)} is damaged`;
          onWarning(`${what}; falling back on the one before it, if any: ${describeError(error)}`);
        }
      }
      return undefined;
    },
    async saveWeights(cellId, tensors, metadata) {
      const bytes = encodeSafetensors({ tensors, metadata });
      const name = `${cellId}/weights-${sha256(bytes)}.safetensors`;
      await storage.write(name, bytes);
      return storage.locate(name);
    },
    discard,
    async collect({ disposable, deleted }) {
      for await (const page of storage.folders()) {
        const cellIds = page.filter((folder) => CELL_ID.test(folder));
        if (cellIds.length === 0) continue;
        for (const cellId of await disposable(cellIds)) await discard(cellId);
        for (const cellId of await deleted(cellIds)) {
          const names = await storage.list(`${cellId}/`);
          // What is written from now on is not among them.
          if ((await deleted([cellId])).length > 0) for (const name of names) await storage.remove(name);
        }
      }
    },
  };
}

/** @throws RoteError `data-corrupt` if the bytes are not what the name says */
function readCheckpoint(name: string, run: string, bytes: Uint8Array): TrainingSnapshot {
  const expected = CHECKPOINT.exec(name)?.groups;
  const found = sha256(bytes);
  if (found !== expected?.['sha256'])
    throw new RoteError('data-corrupt', `its ${bytes.length} bytes have the SHA-256 ${found}`);
  const file = decodeSnapshot(bytes);
  if (file.run !== run || file.snapshot.step !== Number(expected['step']))
    throw new RoteError('data-corrupt', `it is of step ${file.snapshot.step} of the run ${file.run}`);
  return file.snapshot;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
