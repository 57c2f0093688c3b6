import type { Cell, EngineName, KeptImages, MicroBatches } from '@rote/domain';
import { CellResult, Engine, EpochMetrics, ERROR_CODES, findFaults, satisfiesSchema } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';

/** Where a trainer saves its checkpoints, and how often. */
export interface CheckpointSettings {
  /** A folder or `s3://…`: see `openStorage`. */
  readonly url: string;
  readonly intervalMs: number;
}

/** What a supervisor sends to its trainers. They trust it: both have the same version, and a trainer stores nothing. */
export type WorkerMessage =
  /** Sent first, and once: load the engine. */
  | {
      readonly type: 'start';
      readonly dataDir: string;
      readonly checkpoints: CheckpointSettings;
      readonly engine?: EngineName;
      /** The trainer's GPU, as CUDA names it. */
      readonly gpu?: string;
    }
  /** Train a cell, one at a time. */
  | {
      readonly type: 'train';
      readonly cellId: string;
      readonly cell: Cell;
      readonly microBatches: MicroBatches;
      /** Keep the final weights. */
      readonly keepWeights: boolean;
    }
  /** Save a snapshot of the cell in training, if there is one, and stop. */
  | { readonly type: 'leave' }
  /** Stop the cell in training, if there is one. */
  | { readonly type: 'abort' };

const Count = Type.Integer({ minimum: 0 });

const Counts = Type.Array(Count);
const Names = Type.Union([Type.Array(Type.String()), Type.Null()]);
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** {@link KeptImages} as JSON. */
const SentImages = Type.Object({
  height: Count,
  width: Count,
  channels: Count,
  stride: Count,
  indices: Counts,
  labels: Counts,
  trueLabels: Counts,
  labelNames: Names,
  trueLabelNames: Names,
  imagesSha256: Sha256,
  labelsSha256: Sha256,
  pixels: Type.String({ description: 'base64' }),
});
type SentImages = Static<typeof SentImages>;

export const sendImages = (images: KeptImages): SentImages => ({
  ...images,
  indices: [...images.indices],
  labels: [...images.labels],
  trueLabels: [...images.trueLabels],
  labelNames: images.labelNames && [...images.labelNames],
  trueLabelNames: images.trueLabelNames && [...images.trueLabelNames],
  pixels: Buffer.from(images.pixels).toString('base64'),
});

export const receiveImages = (images: SentImages): KeptImages => ({
  ...images,
  pixels: Uint8Array.from(Buffer.from(images.pixels, 'base64')),
});

const TrainerMessageSchema = Type.Union([
  Type.Object({ type: Type.Literal('ready'), engine: Engine }),
  Type.Object({ type: Type.Literal('progress'), doing: Type.String() }),
  Type.Object({ type: Type.Literal('epoch'), metrics: EpochMetrics }),
  Type.Object({ type: Type.Literal('began'), step: Count, epoch: Count }),
  Type.Object({ type: Type.Literal('images'), images: SentImages }),
  Type.Object({ type: Type.Literal('saved'), step: Count, bytes: Count }),
  Type.Object({ type: Type.Literal('note'), message: Type.String() }),
  Type.Object({ type: Type.Literal('warning'), message: Type.String() }),
  Type.Object({
    type: Type.Literal('result'),
    result: CellResult,
    weights: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
  }),
  Type.Object({
    type: Type.Literal('error'),
    code: Type.Enum([...ERROR_CODES]),
    message: Type.String(),
    retryable: Type.Boolean(),
  }),
]);

/** What a trainer sends to its supervisor. */
export type TrainerMessage =
  /** The engine is loaded and verified, so cells may be sent. */
  | { readonly type: 'ready'; readonly engine: Engine }
  /** Something was done since the last message; `doing` is what comes next. The passing of time is not progress. */
  | { readonly type: 'progress'; readonly doing: string }
  /** The cell's training begins, after the optimizer steps and whole epochs of earlier attempts. */
  | { readonly type: 'began'; readonly step: number; readonly epoch: number }
  /** Some of the images that the cell is trained on. Sent once by each attempt, before its first epoch. */
  | { readonly type: 'images'; readonly images: SentImages }
  | { readonly type: 'epoch'; readonly metrics: EpochMetrics }
  /** A checkpoint was saved. */
  | { readonly type: 'saved'; readonly step: number; readonly bytes: number }
  /** Something worth a line in the log, such as a data set that is being fetched. */
  | { readonly type: 'note'; readonly message: string }
  /** Something failed that the training can do without. */
  | { readonly type: 'warning'; readonly message: string }
  /** The end of a cell, with its result, and the address of its final weights if they were kept. */
  | { readonly type: 'result'; readonly result: CellResult; readonly weights: string | null }
  /** The end of a cell without a result, or of a start without an engine. */
  | Static<(typeof TrainerMessageSchema.anyOf)[9]>;

/** Returns a trainer's message, or a description of its faults: a trainer may be in any state when it sends one. */
export function parseTrainerMessage(value: unknown): TrainerMessage | string {
  if (satisfiesSchema(TrainerMessageSchema, value)) return value;
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  const meant = TrainerMessageSchema.anyOf.find(({ properties }) => properties.type.const === type);
  const faults = findFaults(meant ?? TrainerMessageSchema, value);
  return faults.map(({ pointer, expected }) => `${pointer} ${expected}`.trim()).join('; ');
}
