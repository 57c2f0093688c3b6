import type { Cell } from '@rote/client';
import {
  architectureName,
  canonicalJson,
  corruptionName,
  isSolved,
  optimizerOf,
  REGULARIZER_FIELDS,
  regularizerName,
} from '@rote/domain';

type Value = string | number | boolean | null;

/** Short names for people; every other axis keeps its own name. */
const NAMES: Readonly<Record<string, string>> = {
  'dataset.name': 'data set',
  'dataset.folder': 'folder',
  'dataset.train': 'train images',
  'dataset.test': 'test images',
  'dataset.subsetSeed': 'subset seed',
  'dataset.preprocessing': 'preprocessing',
  'corruption.probability': 'noise',
  'corruption.excludeTrueClass': 'never true class',
  'training.epochs': 'max epochs',
  'training.batchSize': 'batch',
  'training.learningRate': 'rate',
  'training.momentum': 'momentum',
  'training.decay': 'decay',
  'training.decaySteps': 'decay steps',
  'training.stop.trainLoss': 'stop at loss',
  'training.stop.trainAccuracy': 'stop at accuracy',
  'seeds.labels': 'label seed',
  'seeds.pixels': 'pixel seed',
  'seeds.init': 'init seed',
  'seeds.order': 'order seed',
  testLabels: 'test labels',
  leaveOut: 'left out',
};

/** Values of fields that a cell omits. A regularizer that came later is a number, and absent if it is off. */
const LEFT_OUT: Readonly<Record<string, (cell: Cell) => Value>> = {
  ...Object.fromEntries(REGULARIZER_FIELDS.map((field) => [`regularizer.${field}`, () => 0])),
  'seeds.labels': ({ seed }) => seed,
  'seeds.pixels': ({ seed }) => seed,
  'seeds.init': ({ seed }) => seed,
  'seeds.order': ({ seed }) => seed,
  testLabels: () => 'clean',
  leaveOut: () => 'none',
  'corruption.excludeTrueClass': () => false,
};

/** `partial-labels` by itself does not say how many labels are random. */
function corruptionLabel({ corruption }: Cell): string {
  const name = corruptionName(corruption);
  return corruption.kind === 'partial-labels' ? `${name} ${String(corruption.probability)}` : name;
}

const LABELS = {
  architecture: ({ architecture }: Cell) => architectureName(architecture),
  corruption: corruptionLabel,
  regularizer: ({ regularizer }: Cell) => regularizerName(regularizer),
  optimizer: ({ architecture, training }: Cell) =>
    isSolved(architecture) ? null : optimizerOf(training).kind,
} as const;

function* leavesOf(value: unknown, path: string): Generator<readonly [string, Value]> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    for (const [key, part] of Object.entries(value))
      yield* leavesOf(part, path === '' ? key : `${path}.${key}`);
  else yield [path, Array.isArray(value) ? canonicalJson(value) : (value as Value)];
}

/** Values from which a leaf follows: it is an axis only if it differs between cells that agree on these. */
function ownersOf(path: string): readonly string[] {
  if (path.startsWith('architecture.')) return ['architecture'];
  if (path.startsWith('corruption.')) return ['corruption'];
  if (path.startsWith('regularizer.')) return ['architecture', 'regularizer'];
  if (path === 'training.decaySteps') return ['architecture', 'training.batchSize', 'dataset.name'];
  if (path.startsWith('seeds.')) return ['seed'];
  if (/^training[.](learningRate|momentum|optimizer)/.test(path)) return ['architecture', 'optimizer'];
  return path.startsWith('training.') || path === 'optimizer' ? ['architecture'] : [];
}

interface CellAxis {
  readonly name: string;
  readonly values: readonly Value[];
}

export interface CellAxes {
  /** What tells these cells apart: one value per cell, in their order. */
  readonly varying: readonly CellAxis[];
  /** What they all share and a person would ask about, such as `cifar10, 200 train and 100 test images`. */
  readonly shared: string;
}

/** These axes come first, in this order. */
const FIRST = [
  'dataset.name',
  'dataset.folder',
  'architecture',
  'corruption',
  'regularizer',
  'optimizer',
  'dataset.train',
] as const;

function describeShared(cell: Cell, isShared: (path: string) => boolean): string {
  const { dataset, training, seed } = cell;
  const optimizer = LABELS.optimizer(cell);
  const say = (path: string, text: string): string[] => (isShared(path) ? [text] : []);
  return [
    ...say('dataset.name', dataset.name === 'image-folder' ? `images of ${dataset.folder}` : dataset.name),
    ...say('dataset.train', `${String(dataset.train)} train images`),
    ...say('dataset.test', `${String(dataset.test)} test images`),
    ...say('architecture', LABELS.architecture(cell)),
    ...say('corruption', cell.corruption.kind === 'none' ? 'true labels' : LABELS.corruption(cell)),
    ...say('regularizer', LABELS.regularizer(cell) === 'none' ? 'no regularizer' : LABELS.regularizer(cell)),
    ...say('training.epochs', `at most ${String(training.epochs)} epochs`),
    ...say('training.batchSize', `batch ${String(training.batchSize)}`),
    ...(optimizer === null ? [] : say('optimizer', optimizer)),
    ...say('training.learningRate', `rate ${String(training.learningRate)}`),
    ...say('seed', `seed ${String(seed)}`),
  ].join(', ');
}

/**
 * Describes what differs between the cells of a sweep, whatever it is, and what does not. Cells are compared value by
 * value, so no two different cells look alike; a value that only follows from another (the default learning rate of an
 * architecture) is not an axis.
 */
export function describeAxes(cells: readonly Cell[]): CellAxes {
  const columns = new Map<string, Value[]>();
  const put = (path: string, index: number, value: Value): void => {
    const column = columns.get(path) ?? Array.from<Value>({ length: cells.length });
    column[index] = value;
    columns.set(path, column);
  };
  for (const [index, cell] of cells.entries()) {
    for (const [path, labelOf] of Object.entries(LABELS)) put(path, index, labelOf(cell));
    for (const [path, value] of leavesOf(cell, '')) put(path, index, value);
  }
  for (const [path, column] of columns)
    for (const [index, cell] of cells.entries())
      if (column[index] === undefined) column[index] = LEFT_OUT[path]?.(cell) ?? null;

  const differs = (path: string, owners: readonly string[] = []): boolean => {
    const values = new Map<string, Value>();
    return (columns.get(path) ?? []).some((value, index) => {
      const owner = JSON.stringify(owners.map((each) => columns.get(each)?.[index]));
      if (values.has(owner)) return values.get(owner) !== value;
      values.set(owner, value);
      return false;
    });
  };
  const varying = [...columns.keys()].filter(
    (path) => !path.endsWith('.kind') && differs(path, ownersOf(path)),
  );
  const ordered = [
    ...FIRST.filter((path) => varying.includes(path)),
    ...varying.filter((path) => !isFirst(path)),
  ];
  const [first] = cells;
  return {
    varying: ordered.map((path) => ({ name: nameOf(path), values: columns.get(path) ?? [] })),
    shared: first === undefined ? '' : describeShared(first, (path) => !differs(path)),
  };
}

const isFirst = (path: string): boolean => (FIRST as readonly string[]).includes(path);
/** A regularizer is in words: `regularizer.weightDecay` is `weight decay`. */
const nameOf = (path: string): string =>
  NAMES[path] ??
  (path.startsWith('regularizer.')
    ? path.slice('regularizer.'.length).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : path.replace(/^(architecture|corruption|measures|training\.optimizer)\./, ''));
