import type { Cell, CellResult, KeptTensor, SolvedArchitecture, TrainEvent } from '@rote/domain';
import { RoteError, seedFor } from '@rote/domain';
import type { ResidentData } from '../data/prepared-data.js';
import type { ImageOutcomes } from '../training/evaluate.js';
import { correctOf, countConfusion, scoreSubsets } from '../training/evaluate.js';
import { extendHistory } from '../training/learning-history.js';
import type { LinearAlgebra } from './linear-algebra.js';
import type { Problem, Solution } from './problem.js';
import { solveKernel } from './solve-kernel.js';
import { solveLinear } from './solve-linear.js';
import { solveMemorizer } from './solve-memorizer.js';

export interface SolveOptions {
  readonly algebra: LinearAlgebra | undefined;
  readonly signal: AbortSignal;
  readonly clock: () => number;
  readonly onEvent: (event: TrainEvent) => void;
  readonly keepWeights?: (weights: readonly KeptTensor[]) => Promise<void>;
}

function requireAlgebra(algebra: LinearAlgebra | undefined, { kind }: SolvedArchitecture): LinearAlgebra {
  if (algebra !== undefined) return algebra;
  throw new RoteError(
    'engine-unavailable',
    `a ${kind} needs TensorFlow's float64 routines, which only the native engine has: run "rote engine doctor" on the worker's host to see how to set it up`,
  );
}

/** Scores each image by ½‖f − y‖², where y is its one-hot label; it is correct if its label has the largest output. */
function scoreRows(outputs: Float64Array, { labels, classes }: ResidentData): ImageOutcomes {
  const losses = new Float32Array(labels.length);
  const predicted = new Uint16Array(labels.length);
  labels.forEach((label, index) => {
    const row = outputs.subarray(index * classes, (index + 1) * classes);
    losses[index] = row.reduce((sum, value, k) => sum + (value - (k === label ? 1 : 0)) ** 2 / 2, 0);
    predicted[index] = Math.max(row.indexOf(Math.max(...row)), 0);
  });
  return { losses, predicted, correct: correctOf(predicted, labels) };
}

/** Scores each image by ½(c(x) − y)², where y is its class index; it is correct if that is the nearest class. */
function scoreNumbers(outputs: Float64Array, { labels, classes }: ResidentData): ImageOutcomes {
  const nearest = (output: number): number => Math.min(Math.max(Math.round(output), 0), classes - 1);
  const predicted = Uint16Array.from(labels, (_, index) => nearest(outputs[index]!));
  return {
    losses: Float32Array.from(labels, (label, index) => (outputs[index]! - label) ** 2 / 2),
    predicted,
    correct: correctOf(predicted, labels),
  };
}

/** Solves one kind of architecture, and scores its outputs. */
interface SolverKind<A> {
  solve(
    cell: Cell & { readonly architecture: A },
    data: ResidentData,
    options: SolveOptions,
  ): Promise<Solution>;
  readonly score: (outputs: Float64Array, data: ResidentData) => ImageOutcomes;
}

const problemOf = (
  { architecture, regularizer }: Cell & { readonly architecture: SolvedArchitecture },
  data: ResidentData,
  { algebra, signal }: SolveOptions,
): Problem => ({
  algebra: requireAlgebra(algebra, architecture),
  data,
  weightDecay: regularizer.weightDecay,
  signal,
});

/** Every kind of architecture that is solved. For those that are trained, see `architectures/index.ts`. */
const SOLVERS = {
  linear: {
    solve: (cell, data, options) => solveLinear(problemOf(cell, data, options)),
    score: scoreRows,
  },
  kernel: {
    solve: (cell, data, options) => solveKernel(problemOf(cell, data, options), cell.architecture),
    score: scoreRows,
  },
  memorizer: {
    solve: (cell, data, { signal }) =>
      solveMemorizer(data, cell.architecture, { seed: seedFor(cell, 'init'), signal }),
    score: scoreNumbers,
  },
} satisfies {
  readonly [K in SolvedArchitecture['kind']]: SolverKind<Extract<SolvedArchitecture, { readonly kind: K }>>;
};

const solverKind = ({ kind }: SolvedArchitecture): SolverKind<SolvedArchitecture> => SOLVERS[kind];

/**
 * Solves a cell that is not trained, and reports it as one epoch without steps. Numbers that are not finite, as a
 * network rounded to 32 bits may produce, count as divergence.
 *
 * @throws RoteError `aborted`; `engine-unavailable` if the engine has no linear algebra; `out-of-memory` before it
 *   starts; `spec-invalid` if the cell's images make a solution impossible
 */
export async function solve(
  cell: Cell & { readonly architecture: SolvedArchitecture },
  data: ResidentData,
  options: SolveOptions,
): Promise<CellResult> {
  const { clock, onEvent, keepWeights } = options;
  const start = clock();
  const solution = await solverKind(cell.architecture).solve(cell, data, options);
  const { outputs, weightNorm, measures, parameterCount } = solution;
  const { score } = solverKind(cell.architecture);
  const outcomes = score(outputs, data);
  const scores = scoreSubsets(outcomes, data);
  await keepWeights?.(solution.weights);
  const seconds = (clock() - start) / 1000;
  const imagesPerSecond = data.trained.length / seconds;
  const ended = { steps: 0, parameterCount, corruption: data.record, seconds, imagesPerSecond };
  const numbers = [scores.train.loss, scores.test.loss, weightNorm, ...Object.values(measures)];
  if (!numbers.every(Number.isFinite)) {
    const nothing = { final: null, bestTestAccuracy: null, bestTestEpoch: null, epochsToFit: null };
    return { ...ended, ...nothing, outcome: 'diverged', stopReason: 'diverged', epochs: 0 };
  }
  const { last, bestTestAccuracy, bestTestEpoch } = extendHistory(undefined, {
    epoch: 1,
    step: 0,
    ...scores,
    learningRate: null,
    gradientNorm: null,
    weightNorm,
    seconds,
    imagesPerSecond,
    measures,
  });
  onEvent({ type: 'epoch-finished', metrics: last });
  return {
    ...ended,
    outcome: 'succeeded',
    stopReason: 'solved',
    epochs: 1,
    final: last,
    bestTestAccuracy,
    bestTestEpoch,
    // The losses are half squares: 0.05 of those is not 0.05 nats.
    epochsToFit: null,
    confusion: countConfusion(outcomes, data),
  };
}
