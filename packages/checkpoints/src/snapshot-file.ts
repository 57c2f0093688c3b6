import { EpochMetrics, findFaults, RoteError, satisfiesSchema, type TrainingSnapshot } from '@rote/domain';
import { type Static, Type } from 'typebox';
import { fromTensors, toTensors } from './example-tensors.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

/** Raise it when the content of a file changes: a file of another format is not read, and its cell starts from scratch. */
const FORMAT = 'rote-training-snapshot/1';

const MetadataSchema = Type.Object({
  format: Type.Literal(FORMAT),
  run: Type.String(),
  progress: Type.String(),
});

/** Everything but the tensors, as JSON. A norm that overflowed is a string, because JSON has no number for it. */
const ProgressSchema = Type.Object({
  step: Type.Integer({ minimum: 0 }),
  curve: Type.Array(EpochMetrics),
  epochSeconds: Type.Number({ minimum: 0 }),
  gradientNorm: Type.Union([Type.Number({ minimum: 0 }), Type.Null(), Type.Enum(['NaN', 'Infinity'])]),
});

export interface SnapshotFile {
  /** Names engine, version, device and micro-batches: only the same run resumes from the snapshot with the same bits. */
  readonly run: string;
  readonly snapshot: TrainingSnapshot;
}

/** Encodes a snapshot as a safetensors file. JSON keeps every bit of a double, except the sign of a zero in the curve. */
export function encodeSnapshot({ run, snapshot }: SnapshotFile): Uint8Array {
  const { step, curve, epochSeconds, gradientNorm, tensors, examples } = snapshot;
  const norm = gradientNorm === null || Number.isFinite(gradientNorm) ? gradientNorm : String(gradientNorm);
  const progress = JSON.stringify({ step, curve, epochSeconds, gradientNorm: norm });
  return encodeSafetensors({
    tensors: [...tensors, ...toTensors(examples)],
    metadata: { format: FORMAT, run, progress },
  });
}

/** @throws RoteError `data-corrupt` if the bytes are not such a file */
export function decodeSnapshot(bytes: Uint8Array): SnapshotFile {
  const { tensors, metadata } = decodeSafetensors(bytes);
  if (!satisfiesSchema(MetadataSchema, metadata)) throw corrupt(describe(MetadataSchema, metadata));
  const { gradientNorm, ...progress } = parseProgress(metadata.progress);
  return {
    run: metadata.run,
    snapshot: {
      ...progress,
      gradientNorm: typeof gradientNorm === 'string' ? Number(gradientNorm) : gradientNorm,
      ...fromTensors(tensors),
    },
  };
}

function parseProgress(text: string): Static<typeof ProgressSchema> {
  let progress: unknown;
  try {
    progress = JSON.parse(text);
  } catch (cause) {
    throw corrupt('its progress is not JSON', cause);
  }
  if (!satisfiesSchema(ProgressSchema, progress)) throw corrupt(describe(ProgressSchema, progress));
  return progress;
}

function describe(schema: typeof MetadataSchema | typeof ProgressSchema, value: unknown): string {
  return findFaults(schema, value)
    .map(({ pointer, expected }) => `${pointer} ${expected}`.trim())
    .join('; ');
}

const corrupt = (fault: string, cause?: unknown): RoteError =>
  new RoteError('data-corrupt', `Not a snapshot: ${fault}`, { cause });
