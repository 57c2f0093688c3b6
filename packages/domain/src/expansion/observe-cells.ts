import type { Architecture } from '../architectures/index.js';
import { architectureName, architectureVariant, isSolved } from '../architectures/index.js';
import type { Cell, Training } from '../cell.js';
import { remarkOnCorruption } from '../corruptions/index.js';
import { parameterCount } from '../parameter-count.js';
import { decayStepsOf } from '../resolving/index.js';
import type { SweepSpec } from '../sweep-spec.js';

/** An architecture of a sweep, and what its name does not say. */
export interface SweepArchitecture {
  readonly name: string;
  readonly cells: number;
  /** Hidden layers, of a multilayer perceptron; layers, of a memorizer; else `null`. */
  readonly depth: number | null;
  readonly width: number | null;
  /** Of its largest network. */
  readonly parameters: number;
  /** Of its first cell; `null` where it is solved. */
  readonly learningRate: number | null;
  readonly weightDecay: number;
}

/** Something that cells have in common and that their spec may not mean. */
interface Finding {
  cells: number;
  /** Said of the first cell that has it. */
  readonly text: string;
}

/** Looks at each cell of a sweep as it is expanded. */
export interface CellObserver {
  readonly observe: (cell: Cell) => void;
  /** What was seen, in words, each with the number of cells. */
  readonly warnings: () => readonly string[];
  readonly architectures: () => readonly SweepArchitecture[];
  /** Of the first cell that is trained. */
  readonly training: () => Training | undefined;
}

const text = String;

/** More than any paper uses; what diverges at once is no error, but rarely meant. */
const LARGE_LEARNING_RATE = 10;

/** What a cell's training does not do though its spec seems to say so. */
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
        'weightDecay of what is solved is a ridge on the sum over the train images, where training has it on their mean: for the same model multiply it by the number of images',
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
      `the learning rate never decays: decayPerEpoch is a factor for every ${text(decaySteps)} steps (stepsPerDecay; auto is an epoch of the whole train set), and there are ${text(steps)} steps`,
    ];
  if (decay === 1 && decaySteps !== decayStepsOf('auto', { batchSize, dataset }))
    yield [
      'steps',
      'stepsPerDecay makes no difference where decayPerEpoch is 1, but makes cells of their own',
    ];
  if (learningRate > LARGE_LEARNING_RATE)
    yield ['rate', `a learning rate of ${text(learningRate)} is likely to diverge`];
  if (regularizer.patience !== null && regularizer.patience >= epochs)
    yield [
      'patience',
      `early stopping never stops: its patience of ${text(regularizer.patience)} epochs is not below the ${text(epochs)} epochs`,
    ];
  const late = (spec.measures?.epochs ?? []).filter((epoch) => epoch > epochs);
  if (late.length > 0)
    yield [
      `late ${text(epochs)}`,
      `measures.epochs ${late.slice(0, 5).join(', ')}${late.length > 5 ? ', …' : ''} come after the last epoch, which is ${text(epochs)}`,
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
