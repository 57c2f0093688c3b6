import type { MeasuredSpeed } from './measure-models.js';
import { MEMORY_FORMATS, TF_NAME, torchName } from './measure-models.js';

/** One row of the result: the speed of an engine, and those of its peers if they were measured. */
export interface Comparison {
  readonly engine: string;
  readonly device: string | undefined;
  readonly version: string;
  readonly model: string;
  readonly runs: number;
  readonly imagesPerSecond: number;
  readonly min: number;
  readonly max: number;
  readonly torchImagesPerSecond: number | null;
  readonly torchMin: number | null;
  readonly torchMax: number | null;
  readonly torchDevice: string | null;
  readonly torchVersion: string | null;
  readonly torchMemoryFormat: string | null;
  readonly ratio: number | null;
  readonly tfImagesPerSecond: number | null;
  readonly tfMin: number | null;
  readonly tfMax: number | null;
  readonly tfVersion: string | null;
  readonly tfRatio: number | null;
}

export interface CompareOptions {
  /** The measured speeds, by the names that `measureModel` gives. */
  readonly measured: ReadonlyMap<string, MeasuredSpeed>;
  readonly runs: number;
}

/** Compares an engine with TensorFlow, and with PyTorch in its faster memory format. */
export function compareSpeeds(model: string, engine: string, { measured, runs }: CompareOptions): Comparison {
  const ours = measured.get(engine);
  if (ours === undefined) throw new Error(`${engine} was not measured for ${model}`);
  const formats = MEMORY_FORMATS.flatMap((format) => {
    const speed = measured.get(torchName(format));
    return speed === undefined ? [] : [{ ...speed, format }];
  });
  const torch = formats.toSorted((one, other) => other.median - one.median)[0];
  const tf = measured.get(TF_NAME);
  const ratioTo = (peer: MeasuredSpeed | undefined): number | null =>
    peer === undefined ? null : ours.median / peer.median;
  return {
    engine: ours.engine ?? engine,
    device: ours.device,
    version: ours.version,
    model,
    runs,
    imagesPerSecond: ours.median,
    min: ours.min,
    max: ours.max,
    torchImagesPerSecond: torch?.median ?? null,
    torchMin: torch?.min ?? null,
    torchMax: torch?.max ?? null,
    torchDevice: torch?.device ?? null,
    torchVersion: torch?.version ?? null,
    torchMemoryFormat: torch?.format ?? null,
    ratio: ratioTo(torch),
    tfImagesPerSecond: tf?.median ?? null,
    tfMin: tf?.min ?? null,
    tfMax: tf?.max ?? null,
    tfVersion: tf?.version ?? null,
    tfRatio: ratioTo(tf),
  };
}
