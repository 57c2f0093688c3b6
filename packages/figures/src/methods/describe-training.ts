import type { Architecture, Regularizer, SweepMethods, Training } from '@rote/domain';
import {
  architectureName,
  countOf,
  countText,
  describeArchitecture,
  describeOptimizerOptions,
  describeRegularizer,
  isSolved,
  joinTexts,
  optimizerOf,
  optimizerTitle,
  takesWeightDecay,
} from '@rote/domain';
import { groupRows } from '../wording/group-rows.js';

function describeStop({ trainLoss, trainAccuracy }: Training['stop']): string {
  const limits = [
    ...(trainLoss === null ? [] : [`the train loss is at most ${String(trainLoss)}`]),
    ...(trainAccuracy === null ? [] : [`the train accuracy is at least ${String(trainAccuracy)}`]),
  ];
  return limits.length === 0 ? '' : `, or until ${joinTexts(limits)}`;
}

const titleOf = (training: Training): string => optimizerTitle(optimizerOf(training));

const describeSettings = (training: Training): string =>
  `from a learning rate of ${String(training.learningRate)}, multiplied by ${String(training.decay)} every ` +
  `${training.decaySteps === 1 ? 'step' : `${countText(training.decaySteps)} steps`}, ${describeOptimizerOptions(optimizerOf(training))}, in batches of ` +
  `${countText(training.batchSize)}, for at most ${countOf(training.epochs, 'epoch')}${describeStop(training.stop)}`;

/** Describes what is solved, and the role of λ for it. Which architecture has which λ is not known here. */
function describeSolved({ architectures, regularizers }: SweepMethods): readonly string[] {
  const solved = architectures.filter(isSolved);
  if (solved.length === 0) return [];
  const mayHaveRidge =
    solved.some(takesWeightDecay) && regularizers.some(({ weightDecay }) => weightDecay > 0);
  return [
    `Solved, not trained: ${joinTexts([...new Set(solved.map(architectureName))])}.`,
    ...(mayHaveRidge ? ['Their weight decay λ, if any, is a ridge penalty.'] : []),
  ];
}

/**
 * Describes how networks are trained: those with the same settings in one sentence, those that are solved in another.
 */
export function describeTraining(methods: SweepMethods): readonly string[] {
  const { architectures, trainings } = methods;
  const solved = architectures.filter(isSolved).map(architectureName);
  const trained = groupRows(
    trainings.filter(({ architecture }) => !solved.includes(architecture)),
    ({ training }) => `${titleOf(training)} ${describeSettings(training)}`,
  );
  return [
    ...[...trained.values()].map((group) => {
      const [{ training }] = group;
      const names = joinTexts(group.map(({ architecture }) => architecture));
      return `${titleOf(training)} trains ${names} ${describeSettings(training)}.`;
    }),
    ...describeSolved(methods),
  ];
}

/** Describes the regularizers, with their numbers. */
export const describeRegularizers = (regularizers: readonly Regularizer[]): string =>
  `Regularizers: ${joinTexts([...new Set(regularizers.map(describeRegularizer))])}.`;

/** Lists the networks by name, with the numbers of kernels and features. */
export const describeArchitectures = (architectures: readonly Architecture[]): string =>
  `Networks: ${joinTexts([...new Set(architectures.map(describeArchitecture))])}.`;
