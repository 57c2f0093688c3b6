import type { Architecture } from '../architectures/index.js';
import { architectureName, architectureVariant, isSolved } from '../architectures/index.js';
import type { Cell, Training } from '../cell.js';
import { remarkOnCorruption } from '../corruptions/index.js';
import { parameterCount } from '../parameter-count.js';
import { decayStepsOf } from '../resolving/index.js';
import type { SweepSpec } from '../sweep-spec.js';

/** An architecture of a sweep, with facts that its name does not state. */
export interface SweepArchitecture {
  readonly name: string;
  readonly cells: number;
  /**
   * Number of hidden layers of a multilayer perceptron, or of layers of a memorizer; `null` for other architectures.
   */
  readonly depth: number | null;
  readonly width: number | null;
  /** Number of parameters of its largest network. */
  readonly parameters: number;
  /** Learning rate of its first cell; `null` if it is solved. */
  readonly learningRate: number | null;
  readonly weightDecay: number;
}

/** Something that cells have in common and that their spec may not intend. */
interface Finding {
  cells: number;
  /** Describes the first cell that has it. */
  readonly text: string;
}

/** Looks at each cell of a sweep during expansion. */
export interface CellObserver {
  readonly observe: (cell: Cell) => void;
  /** The findings as text, each with its number of cells. */
  readonly warnings: () => readonly string[];
  readonly architectures: () => readonly SweepArchitecture[];
  /** The training settings of the first cell that is trained. */
  readonly training: () => Training | undefined;
}

const text = String;

/** More than any paper uses. Immediate divergence is no error, but rarely intended. */
const LARGE_LEARNING_RATE = 10;

/** Yields a remark wherever the training of a cell does not do what its spec seems to say. */
function* remarksOn(cell: Cell, spec: SweepSpec): Generator<readonly [kind: string, remark: string]> {
  const { architecture, corruption, dataset, regularizer, training } = cell;
  for (const remark of [
    remarkOnCorruption(corruption),
    architectureVariant(architecture).remark(architecture),
  ])
    if (remark !== undefined) yield [remark, remark];
  if (isSolved(architecture)) {
    if (regularizer.weightDecay > 0)
      yield [
        'ridge',
        'for a solved model, weightDecay is a ridge on the sum over the train images; in training it applies to their mean. For the same model, multiply it by the number of images',
      ];
    return;
  }
  const { epochs, batchSize, learningRate, decay, decaySteps } = training;
  const images = dataset.train - (cell.leaveOut === undefined ? 0 : 1);
  const steps = epochs * Math.ceil(images / batchSize);
  if (batchSize > images)
    yield [
      'batch',
      `batchSize ${text(batchSize)} is more than the ${text(images)} train images: each epoch is one step`,
    ];
  if (decay < 1 && epochs > 1 && steps <= decaySteps)
    yield [
      'decay',
      `the learning rate never decays: decayPerEpoch applies once every ${text(decaySteps)} steps (stepsPerDecay; auto is an epoch of the whole train set), and there are only ${text(steps)} steps`,
    ];
  if (decay === 1 && decaySteps !== decayStepsOf('auto', { batchSize, dataset }))
    yield [
      'steps',
      'stepsPerDecay makes no difference if decayPerEpoch is 1, but still makes separate cells',
    ];
  if (learningRate > LARGE_LEARNING_RATE)
    yield ['rate', `a learning rate of ${text(learningRate)} is likely to diverge`];
  if (regularizer.patience !== null && regularizer.patience >= epochs)
    yield [
      'patience',
      `early stopping never stops: its patience of ${text(regularizer.patience)} epochs is not less than the ${text(epochs)} epochs of training`,
    ];
  const late = (spec.measures?.epochs ?? []).filter((epoch) => epoch > epochs);
  if (late.length > 0)
    yield [
      `late ${text(epochs)}`,
      `measures.epochs ${late.slice(0, 5).join(', ')}${late.length > 5 ? ', …' : ''} are after the last epoch, ${text(epochs)}`,
    ];
}

export function observeCells(spec: SweepSpec): CellObserver {
  const findings = new Map<string, Finding>();
  const architectures = new Map<string, { -readonly [K in keyof SweepArchitecture]: SweepArchitecture[K] }>();
  const names = new WeakMap<Architecture, string>();
  let cells = 0;
  let firstTraining: Training | undefined;
  return {
    observe(cell) {
      cells++;
      for (const [kind, remark] of remarksOn(cell, spec)) {
        const finding = findings.get(kind);
        if (finding === undefined) findings.set(kind, { cells: 1, text: remark });
        else finding.cells++;
      }
      const { architecture, training, regularizer } = cell;
      if (!isSolved(architecture)) firstTraining ??= training;
      let name = names.get(architecture);
      if (name === undefined) names.set(architecture, (name = architectureName(architecture)));
      const parameters = parameterCount(cell);
      const known = architectures.get(name);
      if (known !== undefined) {
        known.cells++;
        known.parameters = Math.max(known.parameters, parameters);
        return;
      }
      architectures.set(name, {
        name,
        cells: 1,
        ...architectureVariant(architecture).size(architecture),
        parameters,
        learningRate: isSolved(architecture) ? null : training.learningRate,
        weightDecay: regularizer.weightDecay,
      });
    },
    warnings: () =>
      [...findings.values()].map(({ cells: some, text: remark }) =>
        some === cells ? remark : `${remark} (${text(some)} of ${text(cells)} cells)`,
      ),
    architectures: () => [...architectures.values()],
    training: () => firstTraining,
  };
}
