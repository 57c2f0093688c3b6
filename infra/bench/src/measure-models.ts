import { fileURLToPath } from 'node:url';
import { engineEnvironment } from '@rote/devices';
import { describeError } from '@rote/domain';
import { runForJson } from './run-for-json.js';
import type { Spread } from './spread.js';
import { spreadOf } from './spread.js';

export interface MeasureSettings {
  readonly runs: number;
  /** The minimum duration of each measurement. */
  readonly seconds: number;
  /** The core to keep everything on. Undefined: any. */
  readonly core: string | undefined;
  /** Whether to train on as few images as possible. */
  readonly isQuick: boolean;
  /** A Python with torch. Undefined: PyTorch is not measured. */
  readonly torchPython: string | undefined;
  /** A Python with tensorflow. Undefined: TensorFlow is not measured. */
  readonly tfPython: string | undefined;
  readonly torchDevice: string;
}

/** One measurement, as the measuring program prints it. */
interface Speed {
  readonly version: string;
  readonly imagesPerSecond: number;
  readonly engine?: string;
  readonly device?: string;
}

/** Images per second over the runs, and what trained. */
export interface MeasuredSpeed extends Spread, Omit<Speed, 'imagesPerSecond'> {}

export const MEMORY_FORMATS = ['default', 'channels-last'] as const;
export const torchName = (format: (typeof MEMORY_FORMATS)[number]): string => `torch ${format}`;
export const TF_NAME = 'tf';

const MEASURE_SPEED = fileURLToPath(import.meta.resolve('@rote/trainer/measure-speed'));
const ONE_THREAD = engineEnvironment({ threads: 1 });
/** As many as the peers rotate through: a larger set would not fit into the CPU's cache, which slows dense layers. */
const IMAGES = 1280;
const FEWEST_IMAGES = 128;

const isDense = (model: string): boolean => model.startsWith('mlp');
/** Only images have channels that can come last: a network of dense layers has no such choice. */
const formatsOf = (model: string): readonly (typeof MEMORY_FORMATS)[number][] =>
  isDense(model) ? ['default'] : MEMORY_FORMATS;
const script = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const flag = (name: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}`, String(value)];

interface EngineMeasurement {
  /** The name of an engine, or `best`. */
  readonly engine: string;
  readonly model: string;
  readonly seconds: number;
  readonly images: number | undefined;
  readonly core?: string | undefined;
}

async function measureEngine({ engine, model, seconds, images, core }: EngineMeasurement): Promise<Speed> {
  const args = [
    MEASURE_SPEED,
    ...flag('engine', engine === 'best' ? undefined : engine),
    ...flag('model', model),
    ...flag('seconds', seconds),
    ...flag('images', images),
  ];
  return (await runForJson(process.execPath, args, { core, env: ONE_THREAD })) as Speed;
}

/**
 * Returns those of the engines that load here, by the names they were asked for; two names of one engine count once.
 *
 * @param onMissing called for each of the others with the reason
 */
export async function findEngines(
  names: readonly string[],
  onMissing: (engine: string, why: string) => void,
): Promise<readonly string[]> {
  const found = new Map<string | undefined, string>();
  for (const name of names) {
    try {
      const trial = { engine: name, model: 'mlp-1x8', seconds: 0, images: FEWEST_IMAGES };
      const { engine } = await measureEngine(trial);
      if (!found.has(engine)) found.set(engine, name);
    } catch (error) {
      onMissing(name, describeError(error));
    }
  }
  return [...found.values()];
}

/** Lists what is measured for a model: by name, a function that measures it. */
function contendersOf(
  model: string,
  engines: readonly string[],
  settings: MeasureSettings,
): ReadonlyMap<string, () => Promise<Speed>> {
  const { seconds, core, isQuick, torchPython, tfPython, torchDevice } = settings;
  const images = isQuick ? FEWEST_IMAGES : isDense(model) ? IMAGES : undefined;
  const measurePeer = async (python: string, file: string, more: readonly string[]): Promise<Speed> => {
    const args = [script(file), ...flag('model', model), ...flag('seconds', seconds), ...more];
    return (await runForJson(python, args, { core })) as Speed;
  };
  const contenders = new Map<string, () => Promise<Speed>>();
  for (const engine of engines)
    contenders.set(engine, () => measureEngine({ engine, model, seconds, images, core }));
  if (torchPython !== undefined)
    for (const format of formatsOf(model)) {
      const more = [...flag('memory-format', format), ...flag('device', torchDevice)];
      contenders.set(torchName(format), () => measurePeer(torchPython, 'torch_models.py', more));
    }
  if (tfPython !== undefined) contenders.set(TF_NAME, () => measurePeer(tfPython, 'tf_models.py', []));
  return contenders;
}

/** Measures the engines and their peers for one model, in turn, as often as the settings say. */
export async function measureModel(
  model: string,
  engines: readonly string[],
  settings: MeasureSettings,
): Promise<ReadonlyMap<string, MeasuredSpeed>> {
  const contenders = contendersOf(model, engines, settings);
  const speeds = new Map<string, Speed[]>();
  for (let run = 0; run < settings.runs; run++)
    for (const [name, measure] of contenders)
      speeds.set(name, [...(speeds.get(name) ?? []), await measure()]);
  const measured = new Map<string, MeasuredSpeed>();
  for (const [name, each] of speeds) {
    const spread = spreadOf(each.map(({ imagesPerSecond }) => imagesPerSecond));
    const [first] = each;
    if (spread === undefined || first === undefined) continue;
    measured.set(name, { ...first, ...spread });
  }
  return measured;
}
